package dev.carillon.postgres;

import dev.carillon.change.Change;
import dev.carillon.change.Channel;
import dev.carillon.change.EntityChange;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Notification;
import dev.carillon.change.Topic;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sees the observer methods of the application when it is deployed: those of entities, which CDI
 * could not find by itself for classes that are known at run time only, and which topics and
 * channels are named at all. Written while it is deployed, then read only.
 */
public class ObserverMethods implements Extension {
  private static final Set<Type> OURS =
      Set.of(Change.class, EntityChange.class, Notification.class, LogOpened.class);

  private final Map<ObserverMethod<?>, String> names = new HashMap<>();
  private final Set<String> topics = new HashSet<>();
  private final Set<String> channels = new HashSet<>();
  private final Map<Class<?>, EntityAudience<?>> ofEntities = new LinkedHashMap<>();
  private final Map<String, List<EntityAudience<?>>> ofTables = new HashMap<>();

  /** After other extensions, which may put other methods in their place. */
  <T, X> void found(
      @Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ProcessObserverMethod<T, X> found) {
    ObserverMethod<T> method = found.getObserverMethod();
    @Nullable AnnotatedMethod<X> declared = found.getAnnotatedMethod();
    String name =
        method.getBeanClass().getName()
            + (declared == null ? "" : "." + declared.getJavaMember().getName());
    names.put(method, name);
    for (Annotation qualifier : method.getObservedQualifiers()) {
      if (qualifier instanceof Topic topic) {
        topics.add(topic.value());
      } else if (qualifier instanceof Channel channel) {
        channels.add(channel.value());
      }
    }
    if (OURS.contains(raw(method.getObservedType()))) {
      try {
        check(method, declared);
      } catch (IllegalArgumentException e) {
        found.addDefinitionError(new DefinitionException(name + ": " + e.getMessage()));
      }
    }
  }

  private void check(ObserverMethod<?> method, @Nullable AnnotatedMethod<?> declared) {
    if (declared != null
        && declared.getParameters().stream()
            .anyMatch(parameter -> parameter.getBaseType() == EventMetadata.class)) {
      throw new IllegalArgumentException(
          "an observer of Carillon's events must not take EventMetadata: the event itself says it");
    }
    if (raw(method.getObservedType()) == EntityChange.class) {
      EntityObserver.of(method, name(method)).ifPresent(this::add);
    }
  }

  private <T> void add(EntityObserver<T> observer) {
    @SuppressWarnings("unchecked") // by its own class
    EntityAudience<T> audience =
        (EntityAudience<T>) ofEntities.computeIfAbsent(observer.entity(), this::audience);
    audience.add(observer);
  }

  private EntityAudience<?> audience(Class<?> entity) {
    EntityAudience<?> audience = new EntityAudience<>(entity);
    ofTables.computeIfAbsent(audience.table(), table -> new ArrayList<>()).add(audience);
    return audience;
  }

  private static Type raw(Type type) {
    return type instanceof ParameterizedType generic ? generic.getRawType() : type;
  }

  /** Class and method, for people. */
  String name(ObserverMethod<?> method) {
    return names.getOrDefault(method, method.getBeanClass().getName());
  }

  /** Whether an observer wants this topic and not all of them. */
  boolean namesTopic(String topic) {
    return topics.contains(topic);
  }

  /** Whether an observer wants this channel and not all of them. */
  boolean namesChannel(String channel) {
    return channels.contains(channel);
  }

  /** Those who observe a table's changes as entities; of each entity that is mapped to it. */
  List<EntityAudience<?>> ofTable(String table) {
    return ofTables.getOrDefault(table, List.of());
  }

  /** All of these. */
  Stream<Observer<?>> ofEntities() {
    return ofEntities.values().stream().flatMap(EntityAudience::observers);
  }
}
