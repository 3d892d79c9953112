package dev.carillon.rest;

import dev.carillon.change.Position;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.ResetReason;
import dev.carillon.change.SnapshotPlace;
import dev.carillon.stream.Chunk;
import dev.carillon.stream.CloseReason;
import dev.carillon.stream.Outlet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects a page: full at its limit, or when there is no more; with nothing in it, it may wait
 * until the subscriber is closed. The dispatcher's thread only.
 */
final class PageOutlet implements Outlet {
  /** Who asks for a rare topic of a long log is told in between how far it has got, too. */
  static final Duration LONGEST_WALK = Duration.ofSeconds(5);

  /** A page of large rows ends early: the reader comes back for the rest. */
  private static final int MOST_CHARACTERS = 4 << 20;

  private final Position after;
  private final int limit;
  private final Supplier<@Nullable Position> newest;
  private final Consumer<Object> answer;
  private final LongSupplier clock;
  private final long began;
  private final List<String> changes = new ArrayList<>();
  private @Nullable Object reached; // a position, or a place in a snapshot; null: none yet
  private final boolean waiting;
  private boolean current;
  private boolean answered;
  private int characters;

  /**
   * @param waiting whether an empty page is kept open
   * @param clock as {@link System#nanoTime}
   * @param answer takes the page as JSON text, or a {@link ProblemException}
   */
  PageOutlet(
      Position after,
      int limit,
      boolean waiting,
      Supplier<@Nullable Position> newest,
      LongSupplier clock,
      Consumer<Object> answer) {
    this.after = after;
    this.limit = limit;
    this.waiting = waiting;
    this.newest = newest;
    this.clock = clock;
    this.began = clock.getAsLong();
    this.answer = answer;
  }

  @Override
  public boolean ready() {
    return !answered;
  }

  @Override
  public int room() {
    return limit - changes.size();
  }

  @Override
  public void write(Chunk chunk) {
    Object place = chunk.place() != null ? chunk.place() : chunk.end();
    if (place == null) {
      return; // a sign of life: pages have none
    }
    reached = place;
    for (String change : chunk.frames()) {
      changes.add(change);
      characters += change.length();
    }
    if (changes.size() == limit || characters >= MOST_CHARACTERS) {
      finish();
    }
  }

  @Override
  public void caughtUp(Position upTo) {
    reached = upTo; // what lies between is not asked for
    current = true;
    if (!changes.isEmpty() || !waiting) {
      finish();
    }
  }

  @Override
  public void passed(Position upTo) {
    pass(upTo);
  }

  @Override
  public void passed(SnapshotPlace upTo) {
    pass(upTo);
  }

  private void pass(Object upTo) {
    reached = upTo;
    if (!current && clock.getAsLong() - began >= LONGEST_WALK.toNanos()) {
      finish();
    }
  }

  @Override
  public void expired(ResetReason reason, @Nullable Position goesOnAfter) {
    give(
        new ProblemException(
            goesOnAfter == null
                ? Problem.unavailable("The log is only being opened: ask again")
                : Problem.gone(after.toString(), reason, goesOnAfter)));
  }

  @Override
  public long progressAt() {
    return clock.getAsLong();
  }

  @Override
  public void close(CloseReason reason) {
    finish();
  }

  private void finish() {
    if (reached == null) {
      give(new ProblemException(Problem.unavailable("PostgreSQL does not answer: ask again")));
      return;
    }
    give(PageShape.page(changes, reached, newest.get()));
  }

  private void give(Object page) {
    if (!answered) {
      answered = true;
      answer.accept(page);
    }
  }
}
