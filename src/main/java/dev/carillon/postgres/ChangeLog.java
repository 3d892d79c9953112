package dev.carillon.postgres;

import dev.carillon.change.Page;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The log's functions in the database, over whichever connection the caller owns; it must be in
 * auto-commit. Thread-safe.
 */
@Singleton
public class ChangeLog {
  /** SQLSTATE of a server that has not the place which the question takes for known. */
  static final String STRANGER = "ZC001";

  /** Where the log can be read from, and to. */
  record Bounds(Position earliest, Position newest) {}

  /**
   * In one statement, so that what is committed is told one way to the server and back sooner. A
   * look that finds nothing, which a node that is up makes often, reads nothing: OFFSET keeps the
   * condition where it is asked before the function is called.
   */
  private static final String CUT_AND_READ =
      "SELECT c.newest, r.* FROM carillon.cut() c(newest) LEFT JOIN LATERAL"
          + " (SELECT q.* FROM carillon.read(?, ?, ?, ?) q WHERE c.newest > ? OFFSET 0) r ON true";

  /**
   * What a cut has brought.
   *
   * @param newest the newest number; empty while another node is cutting
   * @param page what follows the position that was asked for, as far as a page goes
   */
  record Advance(OptionalLong newest, Page page) {}

  private final PageReader pages;

  @Inject
  ChangeLog(WatchCatalog watches) {
    this.pages = new PageReader(watches);
  }

  /**
   * Gives the newly visible transactions their positions; the newest number, or empty while another
   * node is at it.
   */
  OptionalLong cut(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement("SELECT carillon.cut()");
        ResultSet result = query.executeQuery()) {
      return newest(result);
    }
  }

  /**
   * What follows a position; see {@link dev.carillon.change.History#read}.
   *
   * @param known a place that the server's log must have got to, or else it is a {@link #STRANGER}
   */
  Page read(
      Connection connection,
      @Nullable Position known,
      Position after,
      int maxChanges,
      long maxBytes)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT * FROM carillon.read(carillon.if_here(?, ?, ?), ?, ?, ?)")) {
      setKnown(query, known);
      query.setLong(3, after.n());
      pages.limit(query, 4, after, maxChanges, maxBytes);
      try (ResultSet rows = query.executeQuery()) {
        return pages.page(connection, after, rows);
      }
    }
  }

  /** {@link #cut}, and what follows a position then. All of it is committed when this returns. */
  Advance cutAndRead(Connection connection, Position after, int maxChanges, long maxBytes)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            CUT_AND_READ, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
      query.setLong(1, after.n());
      pages.limit(query, 2, after, maxChanges, maxBytes);
      query.setLong(5, after.n());
      try (ResultSet rows = query.executeQuery()) {
        OptionalLong newest = newest(rows);
        if (rows.getObject("n") != null) { // else the row has nothing but what was cut
          rows.beforeFirst();
        }
        return new Advance(newest, pages.page(connection, after, rows));
      }
    }
  }

  private static OptionalLong newest(ResultSet cut) throws SQLException {
    cut.next();
    long newest = cut.getLong(1);
    return cut.wasNull() ? OptionalLong.empty() : OptionalLong.of(newest);
  }

  Bounds bounds(Connection connection, @Nullable Position known) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT epoch, n, earliest_epoch, earliest_n FROM carillon.bounds()"
                + " WHERE carillon.if_here(?, ?, 0) = 0")) {
      setKnown(query, known);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new Bounds(
            new Position(row.getInt(3), row.getLong(4)),
            new Position(row.getInt(1), row.getLong(2)));
      }
    }
  }

  /** Why nobody can go on after a position; empty if one can. */
  Optional<ResetReason> refusal(Connection connection, @Nullable Position known, Position after)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT carillon.resume(n => carillon.if_here(?, ?, ?), epoch => ?)")) {
      setKnown(query, known);
      query.setLong(3, after.n());
      query.setInt(4, after.epoch());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return Optional.ofNullable(row.getString(1)).map(ResetReason::of);
      }
    }
  }

  private static void setKnown(PreparedStatement query, @Nullable Position known)
      throws SQLException {
    query.setObject(1, known == null ? null : known.epoch(), Types.INTEGER);
    query.setObject(2, known == null ? null : known.n(), Types.BIGINT);
  }
}
