package dev.carillon.torture;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * An application that writes as fast as it thinks, and comes back whenever its connection is lost.
 * What fails it must be of its own making, or of the fault's (I8).
 */
final class Writer implements Runnable {
  private static final String LEFT_PREPARED =
      "SELECT FROM pg_prepared_xacts WHERE gid = '%s' AND database = current_database()";
  private static final double MOST_THOUGHT_SECONDS = 0.06;
  private static final double RETRY_SECONDS = 0.3;

  /** Deadlocks and lock timeouts between writers, and the ways in which a server is away. */
  private static final Set<String> EXPECTED =
      Set.of("40P01", "55P03", "57P01", "57P02", "57P03", "53300");

  private final String name;
  private final String url;
  private final Random random;
  private final boolean hasty;
  private final boolean prepares;
  private final Ledger ledger;
  private final Verdict verdict;
  private final Pauses pauses = new Pauses();

  /**
   * @param hasty whether all its commits are asynchronous
   * @param prepares whether it commits in two phases now and then, as XA data sources do: then it
   *     wakes nobody, or PostgreSQL would refuse
   */
  Writer(
      String name,
      String url,
      long seed,
      boolean hasty,
      boolean prepares,
      Ledger ledger,
      Verdict verdict) {
    this.name = name;
    this.url = url;
    this.random = new Random(seed);
    this.hasty = hasty;
    this.prepares = prepares;
    this.ledger = ledger;
    this.verdict = verdict;
  }

  void stop() {
    pauses.end();
  }

  @Override
  public void run() {
    while (!pauses.areOver()) {
      try (Connection connection =
          DriverManager.getConnection(
              url + "&connectTimeout=5&ApplicationName=" + DatabaseFaults.WRITER)) {
        write(connection);
      } catch (SQLException | IOException away) {
        explain(away);
        pauses.pause(RETRY_SECONDS);
      }
    }
  }

  private void write(Connection connection) throws SQLException, IOException {
    settle(connection);
    while (!pauses.areOver()) {
      try {
        transact(new Workload(connection, random));
      } catch (SQLException e) {
        explain(e);
        if (connection.isClosed()) {
          return;
        }
        try (Statement statement = connection.createStatement()) {
          statement.execute("ROLLBACK");
        }
      }
      pauses.pause(Pauses.between(random, 0, MOST_THOUGHT_SECONDS));
    }
  }

  /** Ends what the connection before this one left prepared, since nobody else will. */
  private void settle(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = '2s'");
      statement.execute("SET deadlock_timeout = '100ms'");
      if (prepares) {
        statement.execute("SET carillon.wakeup = 'poll'"); // or PostgreSQL would refuse to prepare
      }
      try (ResultSet left = statement.executeQuery(LEFT_PREPARED.formatted(name))) {
        if (!left.next()) {
          return;
        }
      }
      statement.execute("COMMIT PREPARED '" + name + "'");
    }
  }

  private void transact(Workload work) throws SQLException, IOException {
    long begun = System.nanoTime();
    work.execute("BEGIN");
    StringBuilder story = new StringBuilder(name);
    for (int acts = 1 + random.nextInt(4); acts > 0; acts--) {
      story.append(", ").append(work.act());
    }
    int manner = random.nextInt(100);
    if (hasty || manner < 12) {
      work.execute("SET LOCAL synchronous_commit = off");
      story.append(", asynchronous");
    }
    Deed deed = new Deed(work.witness(), story.toString(), begun, work.effects());
    ledger.enter(deed);
    if (manner >= 90) {
      work.execute("ROLLBACK");
      deed.rolledBack();
    } else if (manner >= 70 && prepares) {
      work.execute("PREPARE TRANSACTION '" + name + "'");
      pauses.pause(Pauses.between(random, 0, MOST_THOUGHT_SECONDS));
      work.execute("COMMIT PREPARED '" + name + "'");
      deed.committed();
    } else {
      work.execute("COMMIT");
      deed.committed();
    }
  }

  private void explain(Exception failure) {
    ServerErrorMessage message =
        failure instanceof PSQLException e ? e.getServerErrorMessage() : null;
    String state = failure instanceof SQLException e ? String.valueOf(e.getSQLState()) : "";
    boolean expected =
        EXPECTED.contains(state) || state.startsWith("08") || failure instanceof IOException;
    boolean ours = (state.equals("55P03") || state.equals("40P01")) && isInCarillon(message);
    if (!expected || ours) {
      verdict.violated(
          new Violation("I8", name + " failed: " + failure.getMessage() + " (" + state + ")"));
    }
  }

  private static boolean isInCarillon(@Nullable ServerErrorMessage message) {
    return message != null && String.valueOf(message.getWhere()).contains("carillon");
  }
}
