package dev.carillon.durable;

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
 * @param event the change, or that of an entity
 * @param type what the method asked for
 * @param qualifiers by which it asked
 */
record Delivered(Object event, Type type, Set<Annotation> qualifiers)
    implements EventContext<Object>, EventMetadata {
  @Override
  public Object getEvent() {
    return event;
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
    return type;
  }
}
