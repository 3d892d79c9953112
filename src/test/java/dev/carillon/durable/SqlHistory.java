package dev.carillon.durable;

import dev.carillon.change.Change;
import dev.carillon.change.History;
import dev.carillon.change.Operation;
import dev.carillon.change.Page;
import dev.carillon.change.Position;
import dev.carillon.change.PositionExpiredException;
import dev.carillon.change.ResetReason;
import dev.carillon.change.Row;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The log, read without a node's memory of it. */
final class SqlHistory implements History {
  private static final String READ =
      "SELECT r.epoch, r.n, r.xid, r.tx_end, r.op, r.old, r.new, r.at, w.table_name,"
          + " carillon._topic(w.topic, coalesce(r.new, r.old)) AS topic"
          + " FROM carillon.read(%d, NULL, %d, %d) r JOIN carillon.watches w ON w.id = r.watch ORDER BY r.n";

  private final DataSource database;

  SqlHistory(DataSource database) {
    this.database = database;
  }

  @Override
  public Page read(Position after, int maxChanges, long maxBytes) {
    List<Change> changes = new ArrayList<>();
    try (Connection connection = database.getConnection();
        var query = connection.createStatement();
        ResultSet row = query.executeQuery(READ.formatted(after.n(), maxChanges, maxBytes))) {
      while (row.next()) {
        changes.add(change(row));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    if (!changes.isEmpty() && changes.get(0).position().n() != after.n() + 1) {
      throw new PositionExpiredException(after);
    }
    return new Page(after, changes);
  }

  private static Change change(ResultSet row) throws SQLException {
    Operation op =
        switch (row.getString("op")) {
          case "I" -> Operation.INSERT;
          case "U" -> Operation.UPDATE;
          case "D" -> Operation.DELETE;
          default -> Operation.TRUNCATE;
        };
    return new Change(
        new Position(row.getInt("epoch"), row.getLong("n")),
        row.getString("topic"),
        null,
        row.getString("table_name"),
        op,
        null,
        row(row.getString("old")),
        row(row.getString("new")),
        List.of(),
        row.getString("xid"),
        row.getBoolean("tx_end"),
        row.getTimestamp("at").toInstant());
  }

  private static @Nullable Row row(@Nullable String json) {
    return json == null ? null : new Row(json);
  }

  @Override
  public Position earliest() {
    return bound("earliest_epoch, earliest_n");
  }

  @Override
  public Position newest() {
    return bound("epoch, n");
  }

  private Position bound(String columns) {
    try (Connection connection = database.getConnection();
        var query = connection.createStatement();
        ResultSet row = query.executeQuery("SELECT " + columns + " FROM carillon.bounds()")) {
      row.next();
      return new Position(row.getInt(1), row.getLong(2));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Optional<ResetReason> refusal(Position after) {
    throw new UnsupportedOperationException("rounds ask the database in their transaction");
  }
}
