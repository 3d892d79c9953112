package dev.carillon.postgres;

import dev.carillon.change.Page;
import dev.carillon.change.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * What a cut has brought.
 *
 * @param newest the newest number; empty while another node is cutting
 * @param page what follows the position that was asked for, as far as a page goes
 * @param flushed whether all of it is on the disk; if not, it must not be shown yet
 */
record Advance(OptionalLong newest, Page page, boolean flushed) {
  /**
   * In one transaction and one message, so that what is committed is told one way to the server and
   * back sooner. A look that finds nothing, which a node that is up makes often, reads nothing.
   */
  private static final String CUT_AND_READ =
      "SELECT carillon.cut();"
          + " SELECT CASE WHEN ? AND current_setting('synchronous_standby_names') = ''"
          + " THEN set_config('synchronous_commit', 'off', true) END IS NULL"
          + " AND pg_current_xact_id_if_assigned() IS NOT NULL;"
          + " SELECT r.* FROM (SELECT b.first + b.count - 1 AS n FROM carillon.batches b"
          + " ORDER BY b.first DESC, b.count DESC LIMIT 1) newest,"
          + " LATERAL carillon.read(?, ?, ?, ?) r WHERE newest.n > ?";

  /** See {@link ChangeLog#cutAndRead}. */
  static Advance of(
      Connection connection,
      PageReader pages,
      Position after,
      int maxChanges,
      long maxBytes,
      boolean flush)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(CUT_AND_READ)) {
      query.setBoolean(1, !flush);
      query.setLong(2, after.n());
      pages.limit(query, 3, after, maxChanges, maxBytes);
      query.setLong(6, after.n());
      query.execute();
      OptionalLong newest;
      try (ResultSet cut = query.getResultSet()) {
        newest = ChangeLog.newest(cut);
      }
      query.getMoreResults();
      boolean flushed;
      try (ResultSet wrote = query.getResultSet()) {
        flushed = wrote.next() && wrote.getBoolean(1);
      }
      query.getMoreResults();
      try (ResultSet rows = query.getResultSet()) {
        return new Advance(newest, pages.page(connection, after, rows), flushed);
      }
    }
  }
}
