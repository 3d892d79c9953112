package dev.carillon.postgres;

import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements of a connection that somebody may use yet. One that was forgotten without being
 * closed counts until it is collected. One thread at a time.
 */
final class KeptStatements {
  private final List<WeakReference<Statement>> made = new ArrayList<>();

  void add(Statement statement) {
    made.add(new WeakReference<>(statement));
  }

  boolean any() throws SQLException {
    for (var each = made.iterator(); each.hasNext(); ) {
      Statement statement = each.next().get();
      if (statement == null || statement.isClosed()) {
        each.remove();
      }
    }
    return !made.isEmpty();
  }
}
