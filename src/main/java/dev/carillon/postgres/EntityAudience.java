package dev.carillon.postgres;

import dev.carillon.change.Change;
import dev.carillon.change.Changed;
import dev.carillon.change.EntityChange;
import dev.carillon.change.EntityReader;
import dev.carillon.change.UnreadableEntityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Those who observe one entity's changes. A change is made one of entities once for all of them,
 * and only if one of them wants it. Told by the listener's thread only.
 */
final class EntityAudience<T> {
  private record Seat<T>(EntityObserver<T> wish, Observer<EntityChange<T>> observer) {}

  private final EntityReader<T> reader;
  private final Changed qualifier;
  private final List<Seat<T>> seats = new ArrayList<>();

  /**
   * Without anybody yet.
   *
   * @throws IllegalArgumentException if rows can't be made such entities
   */
  EntityAudience(Class<T> entity) {
    this.reader = EntityReader.of(entity);
    this.qualifier = new Changed.Literal(entity);
  }

  void add(EntityObserver<T> observer) {
    seats.add(new Seat<>(observer, new Observer<>(observer.method(), observer.name())));
    seats.sort(Comparator.comparingInt(seat -> seat.wish().method().getPriority()));
  }

  String table() {
    return reader.table();
  }

  /** How each of them is. */
  Stream<Observer<?>> observers() {
    return seats.stream().map(Seat::observer);
  }

  void notify(Change change) {
    Fired<EntityChange<T>> fired = null;
    for (Seat<T> seat : seats) {
      if (seat.wish().wants(change.topic())) {
        if (fired == null) {
          fired = read(change);
        }
        if (fired == null) {
          return;
        }
        seat.observer().notify(fired);
      }
    }
  }

  /** Null if it can't be read, which all who want it have then failed at. */
  private @Nullable Fired<EntityChange<T>> read(Change change) {
    try {
      return new Fired<>(reader.read(change), qualifier);
    } catch (UnreadableEntityException e) {
      Fired<Change> unread = new Fired<>(change, null);
      seats.stream()
          .filter(seat -> seat.wish().wants(change.topic()))
          .forEach(seat -> seat.observer().failed(e, unread));
      return null;
    }
  }
}
