package dev.carillon.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Whose flush makes a cut safe. Its own commit's is the rule, since nothing is quicker. But
 * PostgreSQL flushes for one at a time, and those who commit meanwhile wait for the next: on a slow
 * disk a writer alone was half as fast for each of its commits being followed by a cut's. So where
 * somebody is about to commit before a flush could be over, it is left to them, and we wait. One
 * per connection; the listener's thread only.
 */
final class Flushes {
  /** What is quicker is not worth the questions that waiting takes. */
  private static final double SLOW_NANOS = 1.5e6;

  /** Commits to be expected in the time of one flush, from which on to wait for them. */
  private static final double COMPANY = 0.5;

  /** One in so many counts, of what a cut that flushes takes. */
  private static final int MEMORY = 8;

  private final Connection connection;
  private final Traffic traffic = new Traffic(System.nanoTime());
  private double cost;

  Flushes(Connection connection) {
    this.connection = connection;
  }

  /** Whether a cut is to commit without a flush, and {@link #await} one then. */
  boolean areOthers() {
    double expected = traffic.perSecond(System.nanoTime()) * cost / 1e9;
    return cost > SLOW_NANOS && expected > COMPANY;
  }

  /** How long a cut took that flushed by itself. */
  void took(long nanos) {
    cost += (nanos - cost) / MEMORY;
  }

  /** Transactions of others that a cut has found. */
  void count(int transactions) {
    traffic.count(transactions, System.nanoTime());
  }

  /** Waits until what the connection has read is safe. */
  void await() throws SQLException {
    WalFlush.await(connection, Duration.ofNanos((long) (2 * cost)));
  }
}
