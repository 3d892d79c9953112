package dev.carillon.torture;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/** Looks every second whether some writer waits for something of Carillon's (I8). */
final class Bystander implements Runnable {
  private static final double PAUSE_SECONDS = 1;
  private static final String WAITING =
      "SELECT w.pid || ' in ' || w.query_start FROM pg_stat_activity w WHERE w.application_name = '"
          + DatabaseFaults.WRITER
          + "' AND EXISTS (SELECT FROM pg_stat_activity c WHERE c.pid = ANY (pg_blocking_pids(w.pid))"
          + " AND (c.application_name LIKE 'carillon%' OR c.query LIKE '%carillon.trim%'))";

  private final World world;
  private final Verdict verdict;
  private final Pauses pauses = new Pauses();

  Bystander(World world, Verdict verdict) {
    this.world = world;
    this.verdict = verdict;
  }

  void stop() {
    pauses.end();
  }

  @Override
  public void run() {
    Set<String> before = new HashSet<>();
    while (pauses.pause(PAUSE_SECONDS)) {
      Set<String> now = waiting();
      before.retainAll(now);
      before.forEach(
          writer ->
              verdict.violated(
                  new Violation("I8", "a writer waits for Carillon for a second: " + writer)));
      before = now;
    }
  }

  private Set<String> waiting() {
    Set<String> found = new HashSet<>();
    try (Connection connection = world.connect("torture-bystander");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(WAITING)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    } catch (SQLException away) {
      return new HashSet<>(); // a fault
    }
    return found;
  }
}
