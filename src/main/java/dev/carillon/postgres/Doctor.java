package dev.carillon.postgres;

import dev.carillon.change.Diagnosis;
import dev.carillon.change.Examination;
import dev.carillon.change.Finding;
import dev.carillon.change.Finding.Level;
import dev.carillon.change.Observers;
import dev.carillon.config.Setting;
import dev.carillon.config.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything in the database on which Carillon depends, and says of what is wrong what it
 * means and what mends it. Thread-safe; one examination at a time, which all share who have asked
 * before it began.
 */
@Singleton
public class Doctor implements Examination {
  private final Settings settings;
  private final DataSource database;
  private final Node node;
  private final Clock clock;
  private final List<Check> ofServer;
  private final List<Check> ofSchema;
  private @Nullable Diagnosis last;
  private long lastBegan;

  @Inject
  Doctor(
      Settings settings,
      DataSource database,
      Node node,
      Status status,
      ReplicaConnections replica,
      Observers observers,
      WatchApplier watches,
      Clock clock) {
    this.settings = settings;
    this.database = database;
    this.node = node;
    this.clock = clock;
    this.ofServer =
        List.of(
            new ListenerCheck(status),
            new ObserverCheck(observers),
            new ServerCheck(),
            new RecoveryCheck(database),
            new NotifyCheck(settings, database, node),
            new QueueCheck(),
            new DurabilityCheck(),
            new ConnectionCheck(),
            new ClockCheck(clock),
            new ReplicaCheck(settings, replica),
            new PrivilegeCheck(settings));
    this.ofSchema =
        List.of(
            new MigrationCheck(),
            new LogCheck(settings),
            new DurableCheck(),
            new HoldCheck(),
            new TriggerCheck(),
            new TableCheck(),
            new WatchedCheck(watches),
            new TableAccessCheck(),
            new DdlCheck());
  }

  @Override
  public Diagnosis examine() {
    return examine(System.nanoTime());
  }

  private synchronized Diagnosis examine(long askedAt) {
    Diagnosis shared = last;
    if (shared != null && lastBegan - askedAt >= 0) { // it began while we waited for another
      return shared;
    }
    lastBegan = System.nanoTime();
    Diagnosis fresh = new Diagnosis(node.name(), clock.instant(), look());
    last = fresh;
    return fresh;
  }

  private List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    try (Connection direct =
        DirectConnection.open(settings, settings.listenUrl(), "carillon-doctor")) {
      direct.setNetworkTimeout(Runnable::run, (int) ListenConnection.ANSWER_WITHIN.toMillis());
      findings.addAll(look(new Chart(direct, true)));
    } catch (SQLException | RuntimeException e) {
      findings.add(unreachable("listen-unreachable", Setting.LISTEN_URL, e));
      try (Connection pooled = database.getConnection()) {
        findings.addAll(look(new Chart(pooled, false)));
      } catch (SQLException | RuntimeException noOtherWay) { // a container's pool fails as it likes
        findings.add(unreachable("pool-unreachable", Setting.JDBC_URL, noOtherWay));
      }
    }
    return findings;
  }

  private List<Finding> look(Chart chart) throws SQLException {
    for (Check check : ofServer) {
      look(check, chart);
    }
    if (chart.isReadable()) {
      for (Check check : ofSchema) {
        look(check, chart);
      }
    }
    return chart.findings();
  }

  private static void look(Check check, Chart chart) throws SQLException {
    try {
      check.look(chart);
    } catch (SQLException | RuntimeException e) {
      chart.blind(check, e);
    }
  }

  private static Finding unreachable(String id, Setting setting, Exception reason) {
    return new Finding(
        id,
        Level.ERROR,
        setting.key(),
        Chart.firstLine(reason),
        "Without that connection nothing new reaches any client.",
        "Start PostgreSQL, or correct %s, %s and %s."
            .formatted(setting.key(), Setting.JDBC_USER.key(), Setting.JDBC_PASSWORD.key()));
  }
}
