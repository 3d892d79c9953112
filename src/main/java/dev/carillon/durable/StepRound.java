package dev.carillon.durable;

import dev.carillon.change.DurableStep;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Has a step done in a transaction that has its observer's place. */
final class StepRound implements Round {
  private final DurableStep step;
  private final Places places;
  private final Transactions transactions;
  private final Complaints complaints;
  private final BooleanSupplier stopped;

  StepRound(DurableStep step, Places places, Transactions transactions, BooleanSupplier stopped) {
    this.step = step;
    this.places = places;
    this.transactions = transactions;
    this.complaints = new Complaints(step.name());
    this.stopped = stopped;
  }

  @Override
  public Optional<Duration> run() throws Exception {
    Optional<Turn> known = places.turn(step.name());
    if (known.isEmpty()) {
      places.begin(step.name(), true);
      return Optional.of(Duration.ZERO);
    }
    return known.get().ready() ? go(known.get()) : Optional.empty();
  }

  private Optional<Duration> go(Turn turn) throws Exception {
    Optional<Duration> next;
    try {
      transactions.begin();
      if (!places.take(step.name(), turn.place())) {
        transactions.rollback();
        return Optional.empty();
      }
      next = step.run();
      if (turn.tries() > 0) {
        places.succeeded(step.name());
      }
      transactions.commit();
    } catch (Exception | Error e) {
      transactions.rollback();
      return failed(turn, e);
    }
    complaints.delivered(turn.tries());
    return next;
  }

  private Optional<Duration> failed(Turn turn, Throwable error) throws Exception {
    if (stopped.getAsBoolean()) {
      return Optional.empty();
    }
    Failure failure = new Failure(turn.place(), null, Failure.words(error), 0);
    Optional<Duration> pause = places.failed(step.name(), turn.place(), failure);
    pause.ifPresent(next -> complaints.failed(turn.place(), turn.tries(), next, error));
    return pause;
  }
}
