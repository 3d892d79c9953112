package dev.carillon.postgres;

import dev.carillon.change.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A place in a log, and what tells it from the same place in any other.
 *
 * @param mark null where the log has no such place, or not yet
 * @param newest the number of the newest change there
 * @param standby whether that server follows another
 */
record Landmark(Position place, @Nullable String mark, long newest, boolean standby) {
  private static final String LOOK =
      "SELECT carillon.landmark(?, ?), n, pg_is_in_recovery() FROM carillon.bounds()";

  /** Looks for a place. */
  static Landmark of(Connection connection, Position place) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(LOOK)) {
      query.setInt(1, place.epoch());
      query.setLong(2, place.n());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new Landmark(place, row.getString(1), row.getLong(2), row.getBoolean(3));
      }
    }
  }
}
