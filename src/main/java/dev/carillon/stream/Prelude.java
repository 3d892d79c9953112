package dev.carillon.stream;

import dev.carillon.change.DatabaseUnavailableException;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import dev.carillon.change.SnapshotGoneException;
import dev.carillon.change.SnapshotPlace;
import dev.carillon.change.TopicSelector;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots that a subscriber is given before it goes on with the log: page by page, one
 * snapshot after the other. It holds a place and, between two turns, at most a page. The
 * dispatcher's thread only.
 */
final class Prelude {
  private static final Logger LOGGER = System.getLogger(Prelude.class.getName());

  private final SnapshotReader reader;
  private final Pending pending;
  private final Subscriber subscriber;
  private final Consumer<ResetReason> onGap;
  private final BiConsumer<Selection, Position> onEnd;
  private final List<List<Selection>> asked = new ArrayList<>(0);
  private final Deque<PreludePart> parts = new ArrayDeque<>(0);
  private SnapshotReader.@Nullable Rows page;

  /**
   * @param onGap the snapshot is no longer kept
   * @param onEnd a selection has all rows of its snapshot, and goes on after this position
   */
  Prelude(
      SnapshotReader reader,
      Dispatcher dispatcher,
      Subscriber subscriber,
      Consumer<ResetReason> onGap,
      BiConsumer<Selection, Position> onEnd) {
    this.reader = reader;
    this.pending = new Pending(dispatcher);
    this.subscriber = subscriber;
    this.onGap = onGap;
    this.onEnd = onEnd;
  }

  /** Whether there is something left of it. */
  boolean isOn() {
    return !parts.isEmpty();
  }

  /** Whether a snapshot was ever asked for. */
  boolean wasAsked() {
    return !asked.isEmpty();
  }

  /** What it has yet to give. */
  Stream<Standing.Followed> follows() {
    return parts.stream()
        .flatMap(part -> part.selections().stream().map(s -> new Standing.Followed(s, null)));
  }

  void add(List<Selection> selections, SnapshotPlace place) {
    asked.add(selections);
    parts.add(new PreludePart(selections, place));
  }

  /** Takes all snapshots anew that were ever asked for; whether there is one. */
  boolean restart(Route route) {
    forget();
    parts.clear();
    for (List<Selection> selections : asked) {
      selections.forEach(selection -> route.remove(selection.topic()));
      parts.add(new PreludePart(selections, null));
    }
    return isOn();
  }

  void remove(TopicSelector topic) {
    asked.replaceAll(all -> all.stream().filter(s -> !s.topic().equals(topic)).toList());
    asked.removeIf(List::isEmpty);
    PreludePart current = parts.peekFirst();
    if (parts.removeIf(part -> part.topics().equals(List.of(topic))) && !parts.contains(current)) {
      forget();
    }
  }

  /** Lets go of what is at hand, and of what is on its way. */
  void forget() {
    page = null;
    pending.forget();
  }

  /** The next write; null: it is being read. Only while it {@link #isOn}. */
  @Nullable Chunk next(Shape shape, int room) {
    PreludePart part = parts.getFirst();
    SnapshotReader.Rows rows = page;
    if (rows == null) {
      if (!pending.isAwaited()) {
        request(part, room);
      }
      return null;
    }
    page = null;
    Chunk chunk = part.write(rows, shape);
    Position end = chunk.end();
    if (end != null) {
      parts.removeFirst();
      part.selections().forEach(selection -> onEnd.accept(selection, end));
    }
    return chunk;
  }

  private void request(PreludePart part, int room) {
    SnapshotPlace place = part.place();
    if (place == null) {
      pending.await(
          reader.beginSoon(part.topics()),
          begun -> {
            part.begin(begun);
            subscriber.wake();
          },
          this::fail);
    } else {
      pending.await(reader.page(place, part.topics(), room), this::take, this::fail);
    }
  }

  private void take(SnapshotReader.Rows rows) {
    page = rows;
    subscriber.wake();
  }

  private void fail(Throwable cause) {
    if (cause instanceof SnapshotGoneException) {
      onGap.accept(ResetReason.EXPIRED);
    } else if (!(cause instanceof DatabaseUnavailableException)) {
      LOGGER.log(Level.ERROR, "A snapshot can't be read; its subscriber is closed", cause);
      subscriber.close(CloseReason.FAILED);
    } // else it is asked for again when the subscriber is woken, at the next tick
  }
}
