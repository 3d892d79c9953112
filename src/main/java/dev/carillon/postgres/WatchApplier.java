package dev.carillon.postgres;

import dev.carillon.config.Setting;
import dev.carillon.config.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Declares the watches that entities want, where {@code carillon.watch.apply} says so; else nothing
 * of the user's schema is ever altered. {@link #apply} is the listener's thread's, the rest
 * thread-safe.
 */
@Singleton
public class WatchApplier {
  private static final Logger LOGGER = System.getLogger(WatchApplier.class.getName());

  /** One node at a time, of all that start together. */
  private static final String TAKE_TURNS = "SELECT pg_advisory_lock(1667330668, 102)";

  /** A watch waits for the table's open transactions, and all its writers for the watch. */
  private static final String WAIT_BRIEFLY = "SET lock_timeout = '2s'";

  private final Settings settings;
  private final WatchedEntities declared;
  private final Map<String, String> refusals = new ConcurrentHashMap<>();

  @Inject
  WatchApplier(Settings settings, WatchedEntities declared) {
    this.settings = settings;
    this.declared = declared;
  }

  /** Those that say how they are watched. */
  List<Class<?>> entities() {
    return declared.all();
  }

  /** Why the watch of an entity could not be declared; empty if it could, or was not tried. */
  String refusal(String entity) {
    return refusals.getOrDefault(entity, "");
  }

  /**
   * Declares what is missing. What can't be declared is left to the doctor to tell: nobody's start
   * depends on it.
   */
  void apply() {
    if (!settings.watchApply() || entities().isEmpty()) {
      return;
    }
    try (Connection direct =
        DirectConnection.open(settings, settings.listenUrl(), "carillon-watch")) {
      direct.setNetworkTimeout(Runnable::run, (int) ListenConnection.ANSWER_WITHIN.toMillis());
      if (!missing(direct).isEmpty()) {
        run(direct, TAKE_TURNS); // until the connection ends
        run(direct, WAIT_BRIEFLY);
        for (WatchVerdict verdict :
            missing(direct)) { // those that no other node has made meanwhile
          declare(direct, verdict);
        }
      }
    } catch (SQLException e) {
      LOGGER.log(
          Level.WARNING, "The entities' watches could not be looked at: {0}", Chart.firstLine(e));
    }
  }

  private List<WatchVerdict> missing(Connection direct) throws SQLException {
    return new WatchComparison(direct)
        .of(entities()).stream()
            .filter(
                verdict ->
                    verdict.kind() == WatchVerdict.Kind.NOT_WATCHED
                        || verdict.kind() == WatchVerdict.Kind.OTHERWISE)
            .toList();
  }

  private void declare(Connection direct, WatchVerdict verdict) {
    try {
      run(direct, verdict.call());
      refusals.remove(verdict.entity());
      LOGGER.log(
          Level.INFO,
          () -> "Declared a watch as %s says: %s".formatted(verdict.entity(), verdict.call()));
    } catch (SQLException e) {
      String reason = Chart.firstLine(e);
      refusals.put(verdict.entity(), reason);
      LOGGER.log(
          Level.WARNING,
          () ->
              "%s could not declare the watch of %s: %s"
                  .formatted(Setting.WATCH_APPLY.key(), verdict.entity(), reason));
    }
  }

  private static void run(Connection direct, String sql) throws SQLException {
    try (Statement statement = direct.createStatement()) {
      statement.execute(sql);
    }
  }
}
