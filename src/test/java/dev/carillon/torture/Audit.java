package dev.carillon.torture;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the log change by change, in order, and holds it against what the writers know. One
 * thread at a time.
 */
final class Audit {
  private final Ledger ledger;
  private final Truth truth;
  private final Verdict verdict;
  private final Replica replica;
  private Effects effects = new Effects();
  private long last;
  private long openTx;
  private @Nullable Deed latestBegun;

  Audit(Ledger ledger, Truth truth, Verdict verdict) {
    this.ledger = ledger;
    this.truth = truth;
    this.verdict = verdict;
    this.replica = new Replica(verdict);
  }

  /** The number that the log has been gone through to. */
  long last() {
    return last;
  }

  void take(Seen change) {
    if (change.n() != last + 1) {
      violated("I2", "1.%d follows 1.%d in the log".formatted(change.n(), last), change.toString());
    }
    if (openTx != 0 && change.tx() != openTx) {
      violated(
          "I5",
          "tx %d is not over, but %d's change follows".formatted(openTx, change.tx()),
          change.toString());
    }
    last = change.n();
    openTx = change.txEnd() ? 0 : change.tx();
    truth.saw("the log", change);
    replica.apply(change);
    effects.add(change.topic(), change.op(), change.old(), change.fresh());
    if (change.txEnd()) {
      close(change);
      effects = new Effects();
    }
  }

  private void close(Seen end) {
    Deed deed = ledger.deed(end.tx());
    if (deed == null || deed.outcome() == Deed.Outcome.ROLLED_BACK) {
      violated("I1", "nobody committed tx " + end.tx(), end.toString(), String.valueOf(deed));
    } else if (deed.end() != 0) {
      violated(
          "I7", "tx %d is in the log twice".formatted(end.tx()), deed.toString(), end.toString());
    } else {
      place(deed, end.n());
    }
  }

  private void place(Deed deed, long end) {
    deed.endsAt(end);
    if (effects.count() != deed.changes || effects.sum() != deed.sum) {
      violated(
          "I1",
          "tx %d did something else than its %d changes in the log say"
              .formatted(deed.tx, effects.count()),
          deed.toString());
    }
    if (deed.acknowledgedBefore(latestBegun)) {
      violated(
          "I6",
          "what was committed before another began comes after it",
          deed.toString(),
          String.valueOf(latestBegun));
    }
    if (latestBegun == null || deed.begun > latestBegun.begun) {
      latestBegun = deed;
    }
  }

  /** At the end, when everything is in. */
  void check(Connection database) throws SQLException {
    ledger.check(database, verdict);
    replica.check(database);
  }

  private void violated(String invariant, String sentence, String... evidence) {
    verdict.violated(new Violation(invariant, sentence, evidence));
  }
}
