package dev.carillon.durable;

import dev.carillon.change.ObserverStatus;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** All durable observers that the database knows, of whatever application. Thread-safe. */
@Singleton
public class Observers implements ObserverStatus.Source {
  private static final String ALL =
      "SELECT split_part(position, '.', 1)::int AS epoch, split_part(position, '.', 2)::bigint AS n, o.*"
          + " FROM carillon.observers o ORDER BY name";

  private final DataSource database;
  private volatile List<ObserverStatus> seen = List.of();

  @Inject
  Observers(DataSource database) {
    this.database = database;
  }

  @Override
  public List<ObserverStatus> observers() {
    return seen;
  }

  /** Asks the database, for those who come later as well. */
  List<ObserverStatus> look() throws SQLException {
    List<ObserverStatus> all = new ArrayList<>();
    try (Connection connection = database.getConnection();
        var query = connection.createStatement();
        ResultSet rows = query.executeQuery(ALL)) {
      while (rows.next()) {
        all.add(status(rows));
      }
    }
    seen = List.copyOf(all);
    return seen;
  }

  private static ObserverStatus status(ResultSet row) throws SQLException {
    String refusal = row.getString("refusal");
    return new ObserverStatus(
        row.getString("name"),
        new Position(row.getInt("epoch"), row.getLong("n")),
        row.getLong("lag"),
        ObserverStatus.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        refusal == null ? null : ResetReason.of(refusal),
        row.getInt("tries"),
        row.getString("error"),
        instant(row.getTimestamp("try_at")),
        row.getLong("dead_letters"),
        row.getTimestamp("moved_at").toInstant(),
        row.getString("node"));
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }
}
