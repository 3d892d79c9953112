package dev.carillon.postgres;

import dev.carillon.change.Topic;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** An observer that keeps what it is told, and may fail. */
final class Recorder<T> implements ObserverMethod<T> {
  private final List<T> fired = new CopyOnWriteArrayList<>();
  private final List<Annotation> qualifiers = new CopyOnWriteArrayList<>();
  private final Class<T> type;
  private final int priority;
  private final Consumer<T> observer;

  Recorder(Class<T> type) {
    this(type, DEFAULT_PRIORITY, event -> {});
  }

  /** Calls this after an event was kept. */
  Recorder(Class<T> type, int priority, Consumer<T> observer) {
    this.type = type;
    this.priority = priority;
    this.observer = observer;
  }

  /** A publisher that these observe; none of them wants one topic only. */
  static Publisher publisher(Recorder<?>... recorders) {
    return new Publisher(audience(recorders));
  }

  static Audience audience(Recorder<?>... recorders) {
    return new Audience(
        new Audience.Resolver() {
          @Override
          @SuppressWarnings("unchecked") // by its type
          public <E> Set<ObserverMethod<? super E>> resolve(E event, Annotation... qualifiers) {
            Set<ObserverMethod<? super E>> found = new LinkedHashSet<>();
            Arrays.stream(recorders)
                .filter(recorder -> recorder.type.isInstance(event))
                .forEach(recorder -> found.add((ObserverMethod<? super E>) recorder));
            return found;
          }
        },
        new ObserverMethods());
  }

  List<T> fired() {
    return List.copyOf(fired);
  }

  /** The topics that events were narrowed to, in their order. */
  List<String> topics() {
    return qualifiers.stream()
        .filter(Topic.class::isInstance)
        .map(qualifier -> ((Topic) qualifier).value())
        .toList();
  }

  @Override
  public void notify(EventContext<T> event) {
    fired.add(event.getEvent());
    qualifiers.addAll(event.getMetadata().getQualifiers());
    observer.accept(event.getEvent());
  }

  @Override
  public int getPriority() {
    return priority;
  }

  @Override
  public Class<?> getBeanClass() {
    return Recorder.class;
  }

  @Override
  public Bean<?> getDeclaringBean() {
    throw new UnsupportedOperationException("of no bean");
  }

  @Override
  public Type getObservedType() {
    return type;
  }

  @Override
  public Set<Annotation> getObservedQualifiers() {
    return Set.of();
  }

  @Override
  public Reception getReception() {
    return Reception.ALWAYS;
  }

  @Override
  public TransactionPhase getTransactionPhase() {
    return TransactionPhase.IN_PROGRESS;
  }
}
