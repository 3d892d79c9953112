package dev.carillon.postgres;

import dev.carillon.change.Watched;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** The application's entities that say how they are watched. Thread-safe. */
public class WatchedEntities implements Extension {
  private final Set<Class<?>> entities =
      new ConcurrentSkipListSet<>(Comparator.comparing(Class::getName));

  /** It is kept from being a bean, which no entity is meant to be. */
  void found(@Observes @WithAnnotations(Watched.class) ProcessAnnotatedType<?> found) {
    Class<?> type = found.getAnnotatedType().getJavaClass();
    if (type.isAnnotationPresent(Watched.class)) {
      add(type);
      found.veto();
    }
  }

  void add(Class<?> entity) {
    entities.add(entity);
  }

  /** By name. */
  List<Class<?>> all() {
    return List.copyOf(entities);
  }
}
