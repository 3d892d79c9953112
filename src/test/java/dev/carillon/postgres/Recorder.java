package dev.carillon.postgres;

import dev.carillon.change.Topic;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A CDI event whose one observer keeps what is fired, and may fail. */
final class Recorder<T> implements Event<T> {
  private final List<T> fired;
  private final List<Annotation> qualifiers;
  private final Consumer<T> observer;
  private final Annotation[] selected;

  Recorder() {
    this(event -> {});
  }

  /** Calls this after an event was kept. */
  Recorder(Consumer<T> observer) {
    this(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>(), observer, new Annotation[0]);
  }

  private Recorder(
      List<T> fired, List<Annotation> qualifiers, Consumer<T> observer, Annotation[] selected) {
    this.fired = fired;
    this.qualifiers = qualifiers;
    this.observer = observer;
    this.selected = selected;
  }

  List<T> fired() {
    return List.copyOf(fired);
  }

  /** The topics that events were narrowed to, in their order. */
  List<String> topics() {
    return qualifiers.stream().map(qualifier -> ((Topic) qualifier).value()).toList();
  }

  @Override
  public void fire(T event) {
    fired.add(event);
    qualifiers.addAll(List.of(selected));
    observer.accept(event);
  }

  @Override
  public Event<T> select(Annotation... narrower) {
    return new Recorder<>(fired, qualifiers, observer, narrower);
  }

  @Override
  public <U extends T> CompletionStage<U> fireAsync(U event) {
    throw new UnsupportedOperationException("out of order");
  }

  @Override
  public <U extends T> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
    throw new UnsupportedOperationException("out of order");
  }

  @Override
  public <U extends T> Event<U> select(Class<U> subtype, Annotation... narrower) {
    throw new UnsupportedOperationException("events of one type");
  }

  @Override
  public <U extends T> Event<U> select(TypeLiteral<U> subtype, Annotation... narrower) {
    throw new UnsupportedOperationException("events of one type");
  }
}
