package dev.carillon.stream;

import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import dev.carillon.change.SnapshotPlace;
import dev.carillon.change.TopicSelector;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one subscriber is given, in its order: snapshots first, then the log along its route. The
 * dispatcher's thread only.
 */
final class Reading {
  private final Hub hub;
  private final Subscriber subscriber;
  private final Shape shape;
  private final Outlet outlet;
  private final Source source;
  private final Prelude prelude;
  private final Route route = new Route();
  private boolean current;

  /**
   * @param onGap what follows is gone, or has come to be another future's
   */
  Reading(Hub hub, Subscriber subscriber, Shape shape, Outlet outlet, Consumer<ResetReason> onGap) {
    this.hub = hub;
    this.subscriber = subscriber;
    this.shape = shape;
    this.outlet = outlet;
    this.source = hub.sources().log(subscriber, onGap);
    this.prelude = hub.sources().snapshots(subscriber, onGap, route::add);
  }

  void add(List<Selection> selections, Start start) {
    subscriber.behind(!hub.tail().holdsAllAfter(start.position().n()));
    SnapshotPlace snapshot = start.snapshot();
    if (snapshot == null) {
      selections.forEach(selection -> route.add(selection, start.position()));
    } else {
      prelude.add(selections, snapshot);
    }
  }

  void remove(TopicSelector topic) {
    prelude.remove(topic);
    route.remove(topic);
  }

  /** The next write; null if there is none, or if it is being read. */
  @Nullable Chunk next(Pass pass) {
    current = false;
    return prelude.isOn() ? prelude.next(shape, outlet.room()) : nextOfLog(pass);
  }

  /** Whether {@link #next} found that there is no more for now. */
  boolean isCurrent() {
    return current;
  }

  private @Nullable Chunk nextOfLog(Pass pass) {
    Span span = route.current();
    List<Entry> entries = span == null ? null : source.after(span.cursor(), pass);
    if (span == null || entries == null) {
      return null;
    }
    if (entries.isEmpty()) {
      current = true;
      outlet.caughtUp(span.cursor());
      return null;
    }
    Chunk chunk =
        pass.chunk(span.interest(), shape, span.cursor(), span.last(), outlet.room(), entries);
    Position end = chunk.end();
    if (end != null) {
      span.moveTo(end);
      subscriber.behind(source.isReplaying() || end.isBefore(Source.end(entries)));
    }
    return chunk;
  }

  /** Whether a client may come back with a position of the log, and miss no row of a snapshot. */
  boolean isResumable() {
    return !prelude.wasAsked();
  }

  /** Goes on further on, with snapshots taken anew; whether it reads anything. */
  boolean restart(Position at) {
    source.forget();
    boolean reads = route.restart(at);
    return prelude.restart(route) || reads;
  }

  /**
   * What a client may come back with; null if that is not known, or in the middle of a snapshot.
   */
  @Nullable Position safePosition() {
    return prelude.isOn() ? null : route.safePosition(hub.newest());
  }

  Standing standing() {
    return new Standing(
        Stream.concat(prelude.follows(), route.follows()).toList(),
        route.safePosition(hub.newest()),
        prelude.isOn());
  }

  /** Lets go of what is at hand. */
  void forget() {
    source.forget();
    prelude.forget();
  }
}
