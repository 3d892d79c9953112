package dev.carillon.stream;

import dev.carillon.change.Position;
import dev.carillon.change.PositionExpiredException;
import dev.carillon.change.ResetReason;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where one subscriber's changes come from: the ring, or a page of the log if the ring no longer
 * reaches back to its cursor. The dispatcher's thread only.
 */
final class Source {
  /** Entries looked through at one go, so that a narrow interest does not hold up the others. */
  private static final int ENTRIES_AT_ONCE = 1024;

  private final Tail tail;
  private final Replayer replayer;
  private final Dispatcher dispatcher;
  private final Runnable onPage;
  private final Consumer<ResetReason> onGap;
  private List<Entry> page = List.of();
  private boolean awaited;

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
    this.dispatcher = dispatcher;
    this.onPage = onPage;
    this.onGap = onGap;
  }

  /** What follows the cursor, empty if nothing does; null: it is being read. */
  @Nullable List<Entry> after(Position cursor) {
    if (tail.lost(cursor)) {
      onGap.accept(ResetReason.AHEAD);
      return null;
    }
    List<Entry> entries = tail.after(cursor.n(), ENTRIES_AT_ONCE);
    if (entries != null) {
      page = List.of();
      return entries;
    }
    List<Entry> rest = restOfPage(cursor);
    if (rest == null && !awaited) {
      awaited = true;
      request(cursor);
    }
    return rest;
  }

  /** Lets go of what is at hand. */
  void forget() {
    page = List.of();
  }

  private @Nullable List<Entry> restOfPage(Position cursor) {
    if (page.isEmpty()) {
      return null;
    }
    long passed = cursor.n() + 1 - page.get(0).change().position().n();
    List<Entry> confirmed = confirmed(page);
    return passed >= 0 && passed < confirmed.size()
        ? confirmed.subList((int) passed, confirmed.size())
        : null;
  }

  private void request(Position cursor) {
    var unused =
        replayer
            .pageAfter(cursor)
            .whenComplete((entries, failure) -> dispatcher.run(() -> take(entries, failure)));
  }

  private void take(@Nullable List<Entry> entries, @Nullable Throwable failure) {
    awaited = false;
    if (entries != null && !entries.isEmpty()) {
      page = confirmed(entries);
      if (!page.isEmpty()) {
        onPage.run();
      } // else it comes from a server that this node does not follow: asked again at the next tick
    } else if (failure == null || cause(failure) instanceof PositionExpiredException) {
      onGap.accept(ResetReason.EXPIRED);
    } // else the database is away: asked again when the subscriber is woken, at the next tick
  }

  /**
   * The leading part of a page that this node's log has. A page may have been read from further on,
   * by a server that this node has not followed, or from a future that was lost since.
   */
  private List<Entry> confirmed(List<Entry> entries) {
    int size = entries.size();
    while (size > 0 && !tail.has(entries.get(size - 1).change().position())) {
      size--;
    }
    return entries.subList(0, size);
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
