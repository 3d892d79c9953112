package dev.carillon.postgres;

import dev.carillon.change.Change;
import dev.carillon.change.Channel;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Notification;
import dev.carillon.change.Observers;
import dev.carillon.change.Topic;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Who is told of what, in the order of their priorities. CDI is asked once for each topic and
 * channel that an observer names, and once for all others. The listener's thread only, but for
 * {@link #failed}.
 */
@Singleton
public class Audience implements Observers {
  /** Stands for every topic that nobody names; none is empty. */
  private static final String ANY_OTHER = "";

  private final Resolver resolver;
  private final ObserverMethods methods;
  private final Map<ObserverMethod<?>, Observer<?>> known = new ConcurrentHashMap<>();
  private final Map<String, List<Observer<Change>>> ofTopics = new HashMap<>();
  private final Map<String, List<Observer<Notification>>> ofChannels = new HashMap<>();

  /** How CDI finds observers. */
  interface Resolver {
    <T> Set<ObserverMethod<? super T>> resolve(T event, Annotation... qualifiers);
  }

  @Inject
  Audience(BeanManager beans, ObserverMethods methods) {
    this(beans::resolveObserverMethods, methods);
  }

  Audience(Resolver resolver, ObserverMethods methods) {
    this.resolver = resolver;
    this.methods = methods;
  }

  List<Observer<Change>> of(Change change) {
    String topic = methods.namesTopic(change.topic()) ? change.topic() : ANY_OTHER;
    return ofTopics.computeIfAbsent(topic, t -> resolve(change, new Topic.Literal(change.topic())));
  }

  List<Observer<Notification>> of(Notification notification) {
    String channel =
        methods.namesChannel(notification.channel()) ? notification.channel() : ANY_OTHER;
    return ofChannels.computeIfAbsent(
        channel, c -> resolve(notification, new Channel.Literal(notification.channel())));
  }

  List<Observer<LogOpened>> of(LogOpened opened) {
    return resolve(opened);
  }

  /** Those who want a table's changes as entities; of each entity that is mapped to it. */
  List<EntityAudience<?>> ofEntities(String table) {
    return methods.ofTable(table);
  }

  @Override
  public List<Failing> failed() {
    return Stream.concat(known.values().stream(), methods.ofEntities())
        .map(Observer::failure)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(Failing::observer))
        .toList();
  }

  private <T> List<Observer<T>> resolve(T event, Annotation... qualifiers) {
    return resolver.resolve(event, qualifiers).stream()
        .filter(method -> !method.isAsync()) // out of order: never called
        .sorted(Comparator.comparingInt(ObserverMethod::getPriority))
        .map(this::<T>observer)
        .toList();
  }

  /** The same one wherever it is resolved, since it has one history. */
  @SuppressWarnings("unchecked") // whoever takes a supertype takes this, too
  private <T> Observer<T> observer(ObserverMethod<? super T> method) {
    return (Observer<T>)
        known.computeIfAbsent(
            method, m -> new Observer<>((ObserverMethod<T>) method, methods.name(method)));
  }
}
