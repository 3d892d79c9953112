package dev.carillon.durable;

import dev.carillon.change.Change;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * A bean's work: writes each change of the topic {@code parcel} down, in the transaction of the
 * round.
 *
 * @param name the observer's
 * @param tries after which it gives up
 * @param batch changes in a transaction
 * @param pool the container's
 * @param fails the changes that it fails on, after it has written
 */
record TestWork(String name, int tries, int batch, DataSource pool, Predicate<Change> fails)
    implements Work {
  static final String TABLE =
      "CREATE TABLE done (seq bigserial, observer text, node text, n bigint, tx text)";

  @Override
  public boolean fromEarliest() {
    return true;
  }

  @Override
  public boolean wants(Change change) {
    return change.topic().equals("parcel");
  }

  @Override
  public void deliver(Change change) {
    try (Connection connection = pool.getConnection();
        var insert =
            connection.prepareStatement(
                "INSERT INTO done (observer, node, n, tx) VALUES (?, current_setting('carillon.node', true), ?, pg_current_xact_id()::text)")) {
      insert.setString(1, name);
      insert.setLong(2, change.position().n());
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    if (fails.test(change)) {
      throw new IllegalStateException("on purpose at " + change.position());
    }
  }
}
