package dev.carillon.schema;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the log as a node does: cuts, then reads in pages what is new. Begins at the log's present
 * end.
 */
final class ChangeReader implements AutoCloseable {

  private final Session session;
  private long position;

  ChangeReader(TestDatabase database) throws SQLException {
    session = new Session(database);
    session.run("SELECT carillon.cut()");
    position = Long.parseLong(String.valueOf(session.value("SELECT n FROM carillon.bounds()")));
  }

  long position() {
    return position;
  }

  /** What was committed since the last call, in order. */
  List<Logged> fresh() throws SQLException {
    session.run("SELECT carillon.cut()");
    List<Logged> all = new ArrayList<>();
    while (true) {
      List<Logged> page = page(position, "null", 1000, 1 << 30);
      if (page.isEmpty()) {
        return all;
      }
      all.addAll(page);
      position = page.get(page.size() - 1).n();
    }
  }

  /** The same, each change in one line. */
  List<String> lines() throws SQLException {
    return fresh().stream().map(Logged::toString).toList();
  }

  List<Logged> page(long after, Object afterLsn, int maxChanges, long maxBytes)
      throws SQLException {
    return session.rows(
        "SELECT * FROM carillon.read(%d, %s, %d, %d)"
            .formatted(after, afterLsn, maxChanges, maxBytes),
        Logged::of);
  }

  @Override
  public void close() throws SQLException {
    session.close();
  }
}
