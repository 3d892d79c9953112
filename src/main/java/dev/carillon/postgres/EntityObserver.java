package dev.carillon.postgres;

import dev.carillon.change.Changed;
import dev.carillon.change.EntityChange;
import dev.carillon.change.Topic;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An observer method of an entity's changes.
 *
 * @param topic the only one that it wants; null: all
 */
record EntityObserver<T>(
    Class<T> entity, @Nullable String topic, ObserverMethod<EntityChange<T>> method, String name) {

  /**
   * Reads a method that observes an {@link EntityChange}; empty if it has a qualifier that is not
   * this room's, and so waits for somebody else.
   *
   * @throws IllegalArgumentException if it can never be told
   */
  static Optional<EntityObserver<?>> of(ObserverMethod<?> method, String name) {
    Class<?> entity = null;
    String topic = null;
    for (Annotation qualifier : method.getObservedQualifiers()) {
      if (qualifier instanceof Changed changed) {
        entity = changed.value();
      } else if (qualifier instanceof Topic wanted) {
        topic = wanted.value();
      } else if (!(qualifier instanceof Any)) {
        return Optional.empty();
      }
    }
    if (entity == null) {
      throw new IllegalArgumentException(
          "an observer of an EntityChange must say of which entity, such as @Changed(Order.class)");
    }
    if (method.getObservedType() instanceof ParameterizedType generic
        && generic.getActualTypeArguments()[0] instanceof Class<?> told
        && told != entity) {
      throw new IllegalArgumentException(
          "it observes @Changed(%s.class), but an EntityChange<%s>"
              .formatted(entity.getSimpleName(), told.getSimpleName()));
    }
    if (method.isAsync()) {
      throw new IllegalArgumentException(
          "changes are told in their order: use @Observes, not @ObservesAsync");
    }
    return Optional.of(new EntityObserver<>(entity, topic, told(method), name));
  }

  @SuppressWarnings("unchecked") // what it observes was compared above
  private static <T> ObserverMethod<EntityChange<T>> told(ObserverMethod<?> method) {
    return (ObserverMethod<EntityChange<T>>) method;
  }

  /** Whether it wants what is told under this topic. */
  boolean wants(String told) {
    return topic == null || topic.equals(told);
  }
}
