package dev.carillon.schema;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A change as {@code carillon.read} tells it. */
record Logged(
    int epoch,
    long n,
    String lsn,
    String xid,
    boolean txEnd,
    int watch,
    String op,
    @Nullable String before,
    @Nullable String after) {

  static Logged of(ResultSet row) throws SQLException {
    return new Logged(
        row.getInt("epoch"),
        row.getLong("n"),
        row.getString("lsn"),
        row.getString("xid"),
        row.getBoolean("tx_end"),
        row.getInt("watch"),
        row.getString("op"),
        row.getString("old"),
        row.getString("new"));
  }

  /**
   * Op, old and new in one line, as tests compare them: {@code U {"a":1} {"a":2}}, {@code -} for
   * null.
   */
  @Override
  public String toString() {
    return op + " " + (before == null ? "-" : before) + " " + (after == null ? "-" : after);
  }
}
