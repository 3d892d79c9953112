package dev.carillon.durable;

import dev.carillon.change.Change;
import dev.carillon.change.Durable;
import dev.carillon.change.Topic;
import dev.carillon.change.TopicSelector;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One observer method of a durable observer.
 *
 * @param method calls it
 * @param durable what it says of the observer
 * @param topic what it is told of; null: everything
 */
record Part(ObserverMethod<Change> method, Durable durable, @Nullable TopicSelector topic) {
  /** What a method says of its durable observer, if it is of one. */
  static Optional<Durable> durable(ObserverMethod<?> method) {
    return find(method, Durable.class);
  }

  /**
   * Reads a method's qualifiers.
   *
   * @throws dev.carillon.change.ProblemException if its topic is none
   */
  static Part of(ObserverMethod<Change> method) {
    TopicSelector topic =
        find(method, Topic.class).map(t -> TopicSelector.parse(t.value())).orElse(null);
    return new Part(method, durable(method).orElseThrow(), topic);
  }

  private static <T> Optional<T> find(ObserverMethod<?> method, Class<T> qualifier) {
    return method.getObservedQualifiers().stream()
        .filter(qualifier::isInstance)
        .map(qualifier::cast)
        .findFirst();
  }

  /** Also an update that takes the row out of the topic: to whoever knew the row, it is news. */
  boolean wants(Change change) {
    return topic == null || topic.matches(change) || topic.matchesLeft(change);
  }

  void deliver(Change change) {
    method.notify(new Delivered(change, method.getObservedQualifiers()));
  }
}
