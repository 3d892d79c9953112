package dev.carillon.postgres;

import dev.carillon.change.Position;
import dev.carillon.change.ReplicaStatus.State;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how far the replica has got, and whether its log is the one that is followed: by a
 * place that this node has got to, and a mark that only this log has there. One thread at a time.
 */
@Singleton
public class ReplicaSearch {
  private static final Logger LOGGER = System.getLogger(ReplicaSearch.class.getName());
  private final DataSource database;
  private final Status status;
  private final Replica replica;
  private final ReplicaConnections connections;
  private @Nullable Landmark sought;
  private int soughtSince;
  private boolean failing;

  @Inject
  ReplicaSearch(
      DataSource database, Status status, Replica replica, ReplicaConnections connections) {
    this.database = database;
    this.status = status;
    this.replica = replica;
    this.connections = connections;
  }

  /** One round. Never throws: the executor would not call it again. */
  void look() {
    try {
      round();
      failing = false;
    } catch (RuntimeException e) {
      replica.isOut(State.AWAY, e.toString());
      LOGGER.log(failing ? Level.DEBUG : Level.WARNING, "The replica could not be looked at", e);
      failing = true; // once is enough, with a round a second
    }
  }

  private void round() {
    try {
      seek();
    } catch (SQLException primaryAway) {
      return; // which the listener says; what was common still is
    }
    Landmark mine = sought;
    String mark = mine == null ? null : mine.mark();
    if (mine != null && mark != null) { // else the log is empty, or the pool leads elsewhere
      try {
        compare(mark, connections.ask(connection -> Landmark.of(connection, mine.place())));
      } catch (SQLException e) {
        replica.isOut(State.AWAY, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      }
    }
  }

  private void compare(String mark, Landmark its) {
    Position newest = status.position();
    replica.lag(newest == null ? 0 : Math.max(0, newest.n() - its.newest()));
    if (!its.standby()) {
      replica.isOut(State.APART, "it is a standby no longer");
      connections.letGo(); // another host may be one by now
      return;
    }
    if (its.mark() == null && its.newest() < its.place().n()) {
      replica.lags(); // and is asked for the same place again
      return;
    }
    if (!its.place().equals(newest)) {
      sought = null;
    }
    if (mark.equals(its.mark())) {
      replica.has(its.place(), soughtSince);
    } else {
      replica.isOut(
          State.APART, its.place() + " is another place there, or is none there any longer");
    }
  }

  /** The place that this node has got to, as the primary knows it; the replica needs a moment. */
  private void seek() throws SQLException {
    int opening = replica.opening();
    Position place = status.position();
    Landmark old = sought;
    if (place != null && (old == null || old.mark() == null || soughtSince != opening)) {
      try (Connection connection = database.getConnection()) {
        sought = Landmark.of(connection, place);
        soughtSince = opening;
      }
    }
  }
}
