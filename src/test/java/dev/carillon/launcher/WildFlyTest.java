package dev.carillon.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher reads in WildFly's log. */
class WildFlyTest {
  private final List<String> console = new ArrayList<>();

  @Test
  void saysWhenItHasBootedWellOrNot(@TempDir Path folder) {
    ServerLog well = log(folder.resolve("well.log"));
    ServerLog badly = log(folder.resolve("badly.log"));

    follow(well, "15:00:34,100 INFO  [org.jboss.as] (main) WFLYSRV0049: WildFly starting");
    assertThat(well.booted()).isFalse();
    follow(well, "15:00:36,386 INFO  [org.jboss.as] (Boot Thread) WFLYSRV0025: WildFly started");
    follow(badly, "15:00:36,386 ERROR [org.jboss.as] (Boot Thread) WFLYSRV0026: with errors");

    assertThat(well.booted()).isTrue();
    assertThat(badly.booted()).isTrue();
  }

  @Test
  void showsOurWarningsAtStartUpAndNotItsOwn(@TempDir Path folder) {
    ServerLog log = log(folder.resolve("server.log"));

    follow(
        log,
        "15:00:30,100 WARN  [org.jboss.as.txn] (ServerService Thread Pool -- 7) WFLYTX0013: itself",
        "15:00:31,100 WARN  [dev.carillon.postgres.Listener] (carillon-listener) Lost PostgreSQL.");

    assertThat(console).containsExactly("WARN Lost PostgreSQL.");
  }

  @Test
  void givesTheServiceThatFailedAsTheReasonAndNotWhatItsEndThrew(@TempDir Path folder) {
    ServerLog log = log(folder.resolve("server.log"));

    follow(
        log,
        "15:00:35,477 ERROR [org.jboss.msc.service.fail] (ServerService Thread Pool -- 8) MSC000001: Failed to start service",
        "Caused by: java.lang.ClassNotFoundException: dev.carillon.NoSuchListener",
        "15:00:35,523 INFO  [org.jboss.as.controller] (Boot Thread) WFLYCTL0183: Service status report",
        "WFLYCTL0186:   Services which failed to start:      service jboss.deployment.unit.\"carillon.war\".undertow-deployment: java.lang.ClassNotFoundException: dev.carillon.NoSuchListener",
        "Caused by: java.lang.IllegalStateException: UT015023: This Context has been already destroyed");

    assertThat(log.reason())
        .isEqualTo("java.lang.ClassNotFoundException: dev.carillon.NoSuchListener");
  }

  private ServerLog log(Path file) {
    return new ServerLog(new WildFly(), file, console::add);
  }

  private static void follow(ServerLog log, String... lines) {
    log.follow(new StringReader(String.join("\n", lines)));
  }
}
