package dev.carillon.postgres;

import dev.carillon.change.Change;
import dev.carillon.change.Page;
import dev.carillon.change.Position;
import dev.carillon.change.PositionExpiredException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** Makes pages of what {@code carillon.read} answers. Thread-safe. */
final class PageReader {
  private final WatchCatalog watches;
  private final PageEnds ends = new PageEnds();

  PageReader(WatchCatalog watches) {
    this.watches = watches;
  }

  /**
   * Sets what {@code carillon.read} takes behind the position: where in the log that is, if it is
   * known, and how much is wanted.
   *
   * @param index of the first of these three
   */
  void limit(PreparedStatement query, int index, Position after, int maxChanges, long maxBytes)
      throws SQLException {
    query.setObject(index, ends.lsn(after), Types.OTHER);
    query.setInt(index + 1, maxChanges);
    query.setLong(index + 2, maxBytes);
  }

  /**
   * The page that these rows are.
   *
   * @throws PositionExpiredException if they do not follow the position
   */
  Page page(Connection connection, Position after, ResultSet rows) throws SQLException {
    List<Change> changes = new ArrayList<>();
    String lastLsn = "";
    while (rows.next()) {
      Change change = watches.watch(connection, rows.getInt("watch")).change(rows);
      if (change.position().n() != after.n() + changes.size() + 1) {
        throw new PositionExpiredException(after); // a hole: never go on as if nothing were missing
      }
      changes.add(change);
      lastLsn = rows.getString("lsn");
    }
    Page page = new Page(after, changes);
    if (!changes.isEmpty() && !changes.get(changes.size() - 1).txEnd()) {
      ends.remember(page.end(), lastLsn);
    }
    return page;
  }
}
