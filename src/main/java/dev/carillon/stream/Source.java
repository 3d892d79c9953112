package dev.carillon.stream;

import dev.carillon.change.Position;
import dev.carillon.change.PositionExpiredException;
import dev.carillon.change.ResetReason;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where one subscriber's changes come from: the ring, or a page of the log if the ring no longer
 * reaches back to its cursor. The dispatcher's thread only.
 */
final class Source {
  private final Tail tail;
  private final Replayer replayer;
  private final Pending pending;
  private final Runnable onPage;
  private final Consumer<ResetReason> onGap;
  private List<Entry> page = List.of(); // what was just read for it
  private boolean replaying;

  /**
   * @param onPage there is more now
   * @param onGap what follows the cursor is gone, or the cursor itself is, with its future
   */
  Source(
      Tail tail,
      Replayer replayer,
      Dispatcher dispatcher,
      Runnable onPage,
      Consumer<ResetReason> onGap) {
    this.tail = tail;
    this.replayer = replayer;
    this.pending = new Pending(dispatcher);
    this.onPage = onPage;
    this.onGap = onGap;
  }

  /** What follows the cursor, empty if nothing does; null: it is being read. */
  @Nullable List<Entry> after(Position cursor, Pass pass) {
    if (tail.lost(cursor)) {
      onGap.accept(ResetReason.AHEAD);
      return null;
    }
    List<Entry> entries = pass.after(cursor, tail);
    replaying = entries == null;
    if (entries != null) {
      page = List.of();
      return entries;
    }
    List<Entry> rest = PageCache.rest(page, cursor);
    page = List.of(); // thousands of slow clients must not hold a page each between their writes
    if (rest == null) {
      rest = replayer.atHand(cursor);
    }
    List<Entry> known = rest == null ? List.of() : confirmed(rest);
    if (known.isEmpty() && !pending.isAwaited()) {
      pending.await(replayer.pageAfter(cursor), this::take, this::fail);
    }
    return known.isEmpty() ? null : known;
  }

  /** Whether the ring did not reach back to the cursor that was asked about last. */
  boolean isReplaying() {
    return replaying;
  }

  /** The last of some entries' positions. */
  static Position end(List<Entry> entries) {
    return entries.get(entries.size() - 1).position();
  }

  /** Lets go of what is at hand, and of what is on its way. */
  void forget() {
    page = List.of();
    pending.forget();
  }

  private void take(List<Entry> entries) {
    if (entries.isEmpty()) {
      onGap.accept(ResetReason.EXPIRED);
      return;
    }
    page = confirmed(entries);
    if (!page.isEmpty()) {
      onPage.run();
    } // else it comes from a server that this node does not follow: asked again at the next tick
  }

  private void fail(Throwable cause) {
    if (cause instanceof PositionExpiredException) {
      onGap.accept(ResetReason.EXPIRED);
    } // else the database is away: asked again when the subscriber is woken, at the next tick
  }

  /**
   * The leading part of a page that this node's log has. A page may have been read from further on,
   * by a server that this node has not followed, or from a future that was lost since.
   */
  private List<Entry> confirmed(List<Entry> entries) {
    int size = entries.size();
    while (size > 0 && !tail.has(entries.get(size - 1).position())) {
      size--;
    }
    return entries.subList(0, size);
  }
}
