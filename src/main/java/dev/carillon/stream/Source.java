package dev.carillon.stream;

import dev.carillon.change.Position;
import dev.carillon.change.PositionExpiredException;
import java.util.List;
import java.util.concurrent.CompletionException;
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
  private final Runnable onExpired;
  private List<Entry> page = List.of();
  private boolean awaited;

  /**
   * @param onPage there is more now
   * @param onExpired there is a hole: what follows the cursor is gone
   */
  Source(Tail tail, Replayer replayer, Dispatcher dispatcher, Runnable onPage, Runnable onExpired) {
    this.tail = tail;
    this.replayer = replayer;
    this.dispatcher = dispatcher;
    this.onPage = onPage;
    this.onExpired = onExpired;
  }

  /** What follows the cursor, empty if nothing does; null: it is being read. */
  @Nullable List<Entry> after(Position cursor) {
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
    return passed >= 0 && passed < page.size() ? page.subList((int) passed, page.size()) : null;
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
      page = entries;
      onPage.run();
    } else if (failure == null || cause(failure) instanceof PositionExpiredException) {
      onExpired.run();
    } // else the database is away: asked again when the subscriber is woken, at the next tick
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
