package dev.carillon.container;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.sql.DataSource;

/**
 * What applications have open at the database.
 *
 * @param database the pool of this application
 */
record Backends(DataSource database) {
  /** Connections that an application's pool may have, by its definition. */
  private static final int POOL = 20;

  private static final String LISTENERS =
      "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'carillon-listener'"
          + " AND datname = current_database()";

  private static final String ALL =
      "SELECT concat_ws(' ', application_name, backend_start, state, query) FROM pg_stat_activity"
          + " WHERE application_name LIKE 'carillon%' AND datname = current_database()";

  /** How many listen: one for each application. */
  long listeners() throws SQLException {
    return new Sql(database).number(LISTENERS);
  }

  /** Each with what it does. */
  List<String> all() throws SQLException {
    return new Sql(database).texts(ALL);
  }

  /**
   * How many there are when this application has as many as it may: what comes later is another's.
   * Left to itself its pool grows under load, by as many as a slow machine makes wait.
   */
  int fill() throws SQLException {
    Deque<Connection> held = new ArrayDeque<>();
    try {
      while (held.size() < POOL) {
        held.push(database.getConnection());
      }
    } finally {
      for (Connection connection : held) {
        connection.close();
      }
    }
    return all().size();
  }
}
