package dev.carillon.durable;

import dev.carillon.change.Change;
import dev.carillon.change.EntityReader;
import jakarta.enterprise.inject.spi.ObserverMethod;
import org.jspecify.annotations.Nullable;

/**
 * How an observer method is told.
 *
 * @param method calls it
 * @param reader makes what it wants of a change; null: it wants the change itself
 */
record Ear(ObserverMethod<?> method, @Nullable EntityReader<?> reader) {
  /** Whether a change is of the table that it can be told of. */
  boolean hears(Change change) {
    return reader == null || reader.table().equals(change.table());
  }

  @SuppressWarnings("unchecked") // what it observes was compared when it was declared
  void tell(Change change) {
    Object event = reader == null ? change : reader.read(change);
    ((ObserverMethod<Object>) method)
        .notify(new Delivered(event, method.getObservedType(), method.getObservedQualifiers()));
  }
}
