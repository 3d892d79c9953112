package dev.carillon.change;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a table holds, or some of it, in memory, and kept true by the table's changes. It is read
 * when it is first asked for, and anew when the changes don't tell all. Whoever asks for the
 * listener's position first gets everything that was committed up to there, perhaps more.
 *
 * <p>Belongs to a bean that observes openings and changes and hands them on. Thread-safe; of all
 * who use it only those who ask ever wait for the database, never the listener's thread.
 *
 * @param <T> what is kept; never touched by two threads at once
 */
public final class LiveCopy<T> {
  private final BooleanSupplier connected;
  private final Supplier<T> table;
  private final BiPredicate<T, Change> step;
  private final Object reading = new Object();
  private @Nullable T copy;

  /** What was told since somebody began to read the table; null while nobody does. */
  private @Nullable List<Change> meanwhile;

  /**
   * Makes one that has read nothing yet.
   *
   * @param connected whether changes are told now; while they are not, each question is the table's
   * @param table reads all that is to be kept
   * @param step takes a change in, also one that the copy has already; false if only the table
   *     knows what is true now
   */
  public LiveCopy(BooleanSupplier connected, Supplier<T> table, BiPredicate<T, Change> step) {
    this.connected = connected;
    this.table = table;
    this.step = step;
  }

  /** The log is opened: what was told before is not continued, and may even be lost. */
  public synchronized void opened() {
    copy = null;
    meanwhile = null;
  }

  /** Each change of the table, in order. */
  public synchronized void changed(Change change) {
    if (meanwhile != null) {
      meanwhile.add(change);
    } else if (copy != null && !follows(copy, change)) {
      copy = null;
    }
  }

  /**
   * Asks something of what is kept. The answer must not be a view of it: it goes on changing.
   *
   * @throws RuntimeException what reading the table throws
   */
  public <R> R ask(Function<? super T, R> question) {
    if (!connected.getAsBoolean()) {
      return question.apply(table.get());
    }
    synchronized (this) {
      if (copy != null) {
        return question.apply(copy);
      }
    }
    synchronized (reading) { // one reads, for all who ask meanwhile
      synchronized (this) {
        if (copy != null) {
          return question.apply(copy);
        }
        meanwhile = new ArrayList<>(); // before the table is read: what is told later is kept here
      }
      return read(question);
    }
  }

  private <R> R read(Function<? super T, R> question) {
    try {
      T read = table.get();
      synchronized (this) {
        R answer =
            question.apply(read); // now: what was told meanwhile may lie before what was read
        if (meanwhile != null && meanwhile.stream().allMatch(change -> follows(read, change))) {
          copy = read;
        }
        return answer;
      }
    } finally {
      synchronized (this) {
        meanwhile = null;
      }
    }
  }

  /**
   * A change that can't be taken in, such as of a table that has other columns now, tells not all.
   */
  private boolean follows(T kept, Change change) {
    try {
      return step.test(kept, change);
    } catch (RuntimeException unreadable) {
      return false;
    }
  }
}
