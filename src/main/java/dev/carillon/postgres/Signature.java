package dev.carillon.postgres;

import dev.carillon.change.Caller;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Tells PostgreSQL, once a transaction, on whose behalf it is, so that the log says who wrote its
 * changes. Without a caller it costs nothing; it ends with the transaction, whatever becomes of
 * that, so that a pool's next user never signs with it. One thread at a time.
 */
final class Signature {
  private static final String SIGN = "SELECT set_config('carillon.who', ?, true)";

  private boolean given;

  /**
   * Before a statement is made; does nothing but at a transaction's first.
   *
   * @param inTransaction whether it lasts longer than one statement, and so can be signed
   */
  void give(Connection real, boolean inTransaction) throws SQLException {
    if (given || !inTransaction) {
      return;
    }
    String caller = Caller.name();
    if (caller != null) {
      try (PreparedStatement sign = real.prepareStatement(SIGN)) {
        sign.setString(1, caller);
        sign.execute();
      }
    }
    given = true;
  }

  /** The transaction has ended. */
  void end() {
    given = false;
  }
}
