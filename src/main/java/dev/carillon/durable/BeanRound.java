package dev.carillon.durable;

import dev.carillon.change.Change;
import dev.carillon.change.History;
import dev.carillon.change.Page;
import dev.carillon.change.Position;
import dev.carillon.change.PositionExpiredException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells beans of the changes after their observer's place, and moves the place, in one transaction.
 * The log is read before that begins: its tables are not locked while a bean works, and no
 * transaction is open while there is nothing to do. One that fails with several changes is done
 * again change by change, to find the one that fails.
 */
final class BeanRound implements Round {
  private static final Optional<Duration> AT_ONCE = Optional.of(Duration.ZERO);
  private static final int PAGE_CHANGES = 1000;
  private static final long PAGE_BYTES = 1 << 20;
  private final Work work;
  private final Places places;
  private final History history;
  private final Transactions transactions;
  private final Horizon horizon;
  private final Complaints complaints;
  private final BooleanSupplier stopped;

  private @Nullable Page read; // and not done yet

  /** Up to here one change at a time: a transaction with several has failed. */
  private @Nullable Position onePerTransaction;

  BeanRound(
      Work work,
      Places places,
      History history,
      Transactions transactions,
      Horizon horizon,
      BooleanSupplier stopped) {
    this.work = work;
    this.places = places;
    this.history = history;
    this.transactions = transactions;
    this.horizon = horizon;
    this.complaints = new Complaints(work.name());
    this.stopped = stopped;
  }

  @Override
  public Optional<Duration> run() throws Exception {
    Optional<Turn> known = places.turn(work.name());
    if (known.isEmpty()) {
      places.begin(work.name(), work.fromEarliest());
      return AT_ONCE;
    }
    Turn turn = known.get();
    complaints.stuck(turn.place(), turn.refusal());
    if (!turn.ready() || turn.refusal() != null) {
      return Optional.empty();
    }
    Optional<Position> clear = horizon.clearAfter(turn.place());
    if (clear.isPresent()) {
      pass(turn.place(), clear.get());
      return Optional.empty(); // until the clock or what is wanted calls: no pass for each change
    }
    Page page = pageAfter(turn.place());
    return page.changes().isEmpty() ? followEpoch(turn.place()) : go(turn, page);
  }

  private Page pageAfter(Position place) {
    Page page = read;
    if (page == null || !page.after().equals(place) || page.changes().isEmpty()) {
      try {
        page = history.read(place, PAGE_CHANGES, PAGE_BYTES);
      } catch (PositionExpiredException e) { // a moment ago: the next turn says so
        page = new Page(place, List.of());
      }
    }
    read = page;
    return page;
  }

  private Optional<Duration> pass(Position place, Position to) throws Exception {
    return places.pass(work.name(), place, to) ? AT_ONCE : Optional.empty();
  }

  /** Else a quiet day after a promotion would look as if retention had passed it. */
  private Optional<Duration> followEpoch(Position place) throws Exception {
    Position newest = history.newest();
    return newest.n() == place.n() && newest.epoch() > place.epoch()
        ? pass(place, newest)
        : Optional.empty();
  }

  private Optional<Duration> go(Turn turn, Page page) throws Exception {
    Position suspect = onePerTransaction;
    boolean single = turn.tries() > 0 || (suspect != null && turn.place().isBefore(suspect));
    Portion portion = Portion.of(page, work::wants, single ? 1 : work.batch());
    if (portion.changes().isEmpty()) {
      read = portion.rest();
      return pass(turn.place(), portion.end());
    }
    try {
      if (!deliver(turn.place(), portion)) {
        read = null; // the place is another's, or another
        return Optional.empty();
      }
    } catch (Exception | Error e) {
      transactions.rollback();
      return failed(turn, portion, e);
    }
    read = portion.rest();
    complaints.delivered(turn.tries());
    return AT_ONCE;
  }

  private boolean deliver(Position place, Portion portion) throws Exception {
    transactions.begin();
    if (!places.take(work.name(), place, portion.end())) {
      transactions.rollback();
      return false;
    }
    for (Change change : portion.changes()) {
      work.deliver(change);
    }
    transactions.requireSound();
    places.move(work.name(), place, portion.end());
    transactions.commit();
    return true;
  }

  private Optional<Duration> failed(Turn turn, Portion portion, Throwable error) throws Exception {
    if (stopped.getAsBoolean()) {
      return Optional.empty(); // what ends with its application has not failed
    }
    if (portion.changes().size() > 1) {
      onePerTransaction = portion.end();
      return AT_ONCE;
    }
    Change change = portion.changes().get(0);
    Failure failure = Failure.of(change, error, work.tries());
    Optional<Duration> pause = places.failed(work.name(), turn.place(), failure);
    pause.ifPresent(next -> complaints.failed(change.position(), turn.tries(), next, error));
    return pause;
  }
}
