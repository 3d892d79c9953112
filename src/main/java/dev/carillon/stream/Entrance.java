package dev.carillon.stream;

import dev.carillon.change.Catalog;
import dev.carillon.change.History;
import dev.carillon.change.MalformedPositionException;
import dev.carillon.change.Position;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.ResetReason;
import dev.carillon.change.TopicSelector;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a newcomer asks for and finds where it begins. May ask the database, so not for the
 * dispatcher. Thread-safe.
 */
@Singleton
public class Entrance {
  private final Hub hub;
  private final History history;
  private final Catalog catalog;

  @Inject
  Entrance(Hub hub, History history, Catalog catalog) {
    this.hub = hub;
    this.history = history;
    this.catalog = catalog;
  }

  /**
   * Reads the topic selectors of a request, each as {@link #topic} does.
   *
   * @throws ProblemException 400 if there is none, and as {@link #topic}
   */
  public List<TopicSelector> topics(List<String> written) {
    if (written.isEmpty()) {
      throw new ProblemException(
          Problem.badRequest("topic must be given at least once, such as topic=stock_price"));
    }
    return written.stream().map(this::topic).toList();
  }

  /**
   * Reads a topic selector and makes sure that a watch could match it.
   *
   * @throws ProblemException 400 if it is malformed, 404 if no watch has such a topic, 503 if that
   *     can't be found out
   */
  public TopicSelector topic(String written) {
    TopicSelector topic = TopicSelector.parse(written);
    if (!catalog.covers(topic)) {
      throw new ProblemException(
          Problem.notFound(
              "No watch has a topic \""
                  + topic
                  + "\"; there are "
                  + String.join(", ", catalog.topics())));
    }
    return topic;
  }

  /**
   * Finds where to begin.
   *
   * @param wanted a position, {@code earliest}, {@code latest}, or nothing, which means latest
   * @throws ProblemException 503 if PostgreSQL has not been reached yet, or can't be asked about an
   *     old position
   */
  public Start start(@Nullable String wanted) {
    int opening =
        hub.openings(); // before looking at anything else: a place of an older log is found out
    Position newest = hub.newest();
    if (newest == null) {
      throw new ProblemException(
          Problem.unavailable("PostgreSQL has not been reached yet; try again soon"));
    }
    if (wanted == null || wanted.isBlank() || wanted.equals("latest")) {
      return new Start(newest, null, opening);
    }
    try {
      Position position = wanted.equals("earliest") ? history.earliest() : Position.parse(wanted);
      ResetReason refusal = refusal(position, newest);
      return refusal == null
          ? new Start(position, null, opening)
          // Where the log stands, not this node: it may be behind what the client has seen
          // elsewhere.
          : new Start(history.newest(), refusal, opening);
    } catch (MalformedPositionException e) {
      return new Start(newest, ResetReason.MALFORMED, opening);
    }
  }

  private @Nullable ResetReason refusal(Position position, Position newest) {
    // A crowd that comes back after a short cut asks nothing of the database.
    boolean known =
        position.epoch() == newest.epoch()
            && position.n() <= newest.n()
            && hub.holdsAllAfter(position.n());
    return known ? null : history.refusal(position).orElse(null);
  }
}
