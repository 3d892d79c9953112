package dev.carillon.durable;

import dev.carillon.change.Change;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change on its way to an observer method, as CDI hands it over.
 *
 * @param change the event
 * @param qualifiers those by which the method asked for it
 */
record Delivered(Change change, Set<Annotation> qualifiers)
    implements EventContext<Change>, EventMetadata {
  @Override
  public Change getEvent() {
    return change;
  }

  @Override
  public EventMetadata getMetadata() {
    return this;
  }

  @Override
  public Set<Annotation> getQualifiers() {
    return qualifiers;
  }

  /** None: no bean's {@code Event} has fired it. */
  @Override
  public @Nullable InjectionPoint getInjectionPoint() {
    return null;
  }

  @Override
  public Type getType() {
    return Change.class;
  }
}
