package dev.carillon.durable;

import dev.carillon.change.Change;
import dev.carillon.change.Changed;
import dev.carillon.change.Durable;
import dev.carillon.change.EntityChange;
import dev.carillon.change.EntityReader;
import dev.carillon.change.Topic;
import dev.carillon.change.TopicSelector;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.reflect.ParameterizedType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One observer method of a durable observer.
 *
 * @param durable what it says of the observer
 * @param topic what it is told of; null: everything
 * @param ear takes what it is told in the form that it wants
 */
record Part(Durable durable, @Nullable TopicSelector topic, Ear ear) {
  /** What a method says of its durable observer, if it is of one. */
  static Optional<Durable> durable(ObserverMethod<?> method) {
    return find(method, Durable.class);
  }

  /**
   * Reads what a method is declared to be.
   *
   * @throws DefinitionException if it could never be told
   * @throws IllegalArgumentException if rows can't be made its entities
   * @throws dev.carillon.change.ProblemException if its topic is none
   */
  static Part of(ObserverMethod<?> method) {
    if (method.isAsync()
        || method.getTransactionPhase() != TransactionPhase.IN_PROGRESS
        || method.getReception() != Reception.ALWAYS) {
      throw new DefinitionException(
          "a durable observer is called in its transaction, so it must be @Observes without notifyObserver or during");
    }
    TopicSelector topic =
        find(method, Topic.class).map(t -> TopicSelector.parse(t.value())).orElse(null);
    return new Part(durable(method).orElseThrow(), topic, ear(method));
  }

  private static Ear ear(ObserverMethod<?> method) {
    Optional<Changed> changed = find(method, Changed.class);
    if (changed.isPresent()
        && method.getObservedType() instanceof ParameterizedType type
        && type.getRawType() == EntityChange.class
        && type.getActualTypeArguments()[0] == changed.get().value()) {
      return new Ear(method, EntityReader.of(changed.get().value()));
    }
    if (changed.isEmpty() && method.getObservedType() == Change.class) {
      return new Ear(method, null);
    }
    throw new DefinitionException(
        "a durable observer must observe Change, or @Changed(Order.class) EntityChange<Order>, but observes "
            + method.getObservedType().getTypeName());
  }

  private static <T> Optional<T> find(ObserverMethod<?> method, Class<T> qualifier) {
    return method.getObservedQualifiers().stream()
        .filter(qualifier::isInstance)
        .map(qualifier::cast)
        .findFirst();
  }

  /** Also an update that takes the row out of the topic: to whoever knew the row, it is news. */
  boolean wants(Change change) {
    return ear.hears(change)
        && (topic == null || topic.matches(change) || topic.matchesLeft(change));
  }

  void deliver(Change change) {
    ear.tell(change);
  }
}
