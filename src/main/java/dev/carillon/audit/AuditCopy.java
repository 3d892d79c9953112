package dev.carillon.audit;

import dev.carillon.change.Change;
import dev.carillon.change.DurableStep;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The audit as a durable observer: a step copies a page of the log and moves the audit's place, by
 * one function in the database, many times as fast as a bean that is told of each change.
 */
@Singleton
public class AuditCopy implements DurableStep {
  /** While there are always some more, in a rush: a step for each few would cost the most. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final AuditLog audit;
  private final List<String> topics;

  @Inject
  AuditCopy(AuditLog audit, @Named("carillon.audit.topics") List<String> topics) {
    this.audit = audit;
    this.topics = topics;
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public boolean isOn() {
    return !topics.isEmpty();
  }

  /** Which of them are kept, the function decides. */
  @Override
  public boolean wants(Change change) {
    return true;
  }

  @Override
  public Optional<Duration> run() {
    return switch (audit.feed(topics)) {
      case NOTHING -> Optional.empty();
      case SOME -> Optional.of(PAUSE);
      case MUCH -> Optional.of(Duration.ZERO);
    };
  }
}
