package dev.carillon.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
  private static final String PAYARA_WARNS =
      "2026-11-21 09:01:49.749 WARNING jakarta.enterprise.web: about itself";
  private static final String OURS_WARNS =
      "2026-11-21 09:01:50.000 WARNING dev.carillon.postgres.Listener: Lost PostgreSQL.";
  private static final String OURS_INFORMS =
      "2026-11-21 09:01:51.000 INFO dev.carillon.postgres.Listener: Listening.";
  private static final String READY =
      "2026-11-21 09:01:52.000 INFO PayaraMicro: Payara Micro 6.2025.10 (build 42) ready in 9,443 (ms)";

  private final List<String> console = new ArrayList<>();

  @Test
  void writesEveryLineAndShowsOurOwnWarningsAtStartUp(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("server.log");
    ServerLog log = log(file);

    follow(log, PAYARA_WARNS, OURS_WARNS, OURS_INFORMS, "\tat a.Trace");

    assertThat(Files.readAllLines(file))
        .containsExactly(PAYARA_WARNS, OURS_WARNS, OURS_INFORMS, "\tat a.Trace");
    assertThat(console).containsExactly("WARNING Lost PostgreSQL.");
  }

  @Test
  void showsEverybodysWarningsOnceItIsUpButNoneTwiceInARow(@TempDir Path folder) {
    ServerLog log = log(folder.resolve("server.log"));
    log.up();

    follow(log, PAYARA_WARNS, PAYARA_WARNS, OURS_INFORMS);

    assertThat(console).containsExactly("WARNING about itself", "Listening.");
  }

  @Test
  void knowsWhenTheServerHasBooted(@TempDir Path folder) {
    ServerLog log = log(folder.resolve("server.log"));

    follow(log, OURS_INFORMS);
    assertThat(log.booted()).isFalse();
    follow(log, READY);
    assertThat(log.booted()).isTrue();
  }

  @Test
  void givesTheInnermostCauseAsTheReason(@TempDir Path folder) {
    ServerLog log = log(folder.resolve("server.log"));

    follow(
        log,
        "2026-11-21 08:51:01.968 SEVERE javax.enterprise.system.core: Exception during lifecycle processing",
        "jakarta.ejb.EJBException: outer",
        "Caused by: jakarta.ejb.CreateException: Initialization failed",
        "Caused by: java.lang.IllegalStateException: the schema is from the future",
        "2026-11-21 08:51:01.972 SEVERE javax.enterprise.system.core: Exception while loading the app");

    assertThat(log.reason())
        .isEqualTo("java.lang.IllegalStateException: the schema is from the future");
  }

  @Test
  void takesNothingForTheReasonThatCameAfterTheStart(@TempDir Path folder) {
    ServerLog log = log(folder.resolve("server.log"));

    follow(
        log,
        "Caused by: java.lang.ClassNotFoundException: dev.carillon.NoSuchListener",
        READY,
        "Caused by: java.io.IOException: Locally closed");

    assertThat(log.reason())
        .isEqualTo("java.lang.ClassNotFoundException: dev.carillon.NoSuchListener");
  }

  @Test
  void prefersWhatTheServerSaysOfTheDeployment(@TempDir Path folder) {
    ServerLog log = log(folder.resolve("server.log"));

    follow(
        log,
        "Caused by: java.lang.IllegalArgumentException: inner",
        "2026-11-21 09:08:00.000 SEVERE javax.enterprise.system.core: Exception while deploying the app [carillon] : stop() throws");

    assertThat(log.reason()).isEqualTo("stop() throws");
  }

  private ServerLog log(Path file) {
    return new ServerLog(new PayaraMicro(), file, console::add);
  }

  private static void follow(ServerLog log, String... lines) {
    log.follow(new StringReader(String.join("\n", lines)));
  }
}
