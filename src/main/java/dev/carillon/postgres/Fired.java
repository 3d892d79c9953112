package dev.carillon.postgres;

import dev.carillon.change.Change;
import dev.carillon.change.EntityChange;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Notification;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to its observers.
 *
 * @param qualifier what it is narrowed to; null if to nothing
 */
record Fired<T>(T event, @Nullable Annotation qualifier) implements EventContext<T>, EventMetadata {
  @Override
  public T getEvent() {
    return event;
  }

  @Override
  public EventMetadata getMetadata() {
    return this;
  }

  @Override
  public Set<Annotation> getQualifiers() {
    return qualifier == null
        ? Set.of(Any.Literal.INSTANCE)
        : Set.of(Any.Literal.INSTANCE, qualifier);
  }

  /** Nobody's injected {@code Event} fires it. */
  @Override
  @SuppressWarnings("NullAway") // CDI means null so
  public InjectionPoint getInjectionPoint() {
    return null;
  }

  @Override
  public Type getType() {
    return event.getClass();
  }

  /** For the log: what it is, and never what it says. */
  @Override
  public String toString() {
    if (event instanceof Change change) {
      return "change " + change.position();
    }
    if (event instanceof EntityChange<?> change) {
      return "change " + change.position();
    }
    if (event instanceof Notification notification) {
      return "notification on " + notification.channel();
    }
    if (event instanceof LogOpened opened) {
      return "the log's opening at " + opened.position();
    }
    return event.getClass().getSimpleName();
  }
}
