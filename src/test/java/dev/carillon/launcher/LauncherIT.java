package dev.carillon.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * One Carillon's life from its first start to its last; in order, since every start costs ten
 * seconds.
 */
@Tag("launcher")
@TestMethodOrder(OrderAnnotation.class)
class LauncherIT {
  private static TestProject project;
  private static LauncherProcess launcher;

  @BeforeAll
  static void launch(@TempDir(factory = TestProject.BelowTarget.class) Path folder)
      throws IOException {
    project = TestProject.in(folder);
    launcher = project.launch();
  }

  @AfterAll
  static void terminate() {
    launcher.terminate();
  }

  @Test
  @Order(1)
  void startsAndServes() throws Exception {
    launcher.awaitServing();

    assertThat(launcher.text()).contains("http://127.0.0.1:" + project.httpPort() + "/carillon/");
    Readiness readiness = new Readiness(new Endpoint("127.0.0.1", project.httpPort()));
    assertThat(readiness.isReady()).isTrue();
    assertThat(readiness.isDeployed()).isTrue();
    await()
        .until(() -> Files.readString(project.layout().serverLog()).contains("doctor: all well"));
  }

  @Test
  @Order(2)
  void keepsDataAsAProductionDatabaseDoes() throws SQLException {
    execute("create table kept (id int)", "insert into kept values (7)");

    assertThat(query("show fsync")).isEqualTo("on");
    assertThat(query("show synchronous_commit")).isEqualTo("on");
    assertThat(query("show wal_level")).isEqualTo("logical");
    assertThat(query("show listen_addresses")).isEqualTo("127.0.0.1");
  }

  @Test
  @Order(3)
  void refusesASecondLauncherOnTheSameFolder() throws IOException {
    project
        .launch()
        .endsSaying(
            "Carillon already runs in "
                + project.layout().home()
                + " as process "
                + launcher.process().pid());

    assertThat(launcher.process().isAlive()).isTrue();
  }

  @Test
  @Order(4)
  void takesOverWhatAKilledLauncherLeftBehind() throws Exception {
    long postgres = postmaster().process().pid();
    ProcessHandle server = server();
    launcher.kill();

    launcher = project.launch().awaitServing();

    assertThat(launcher.text())
        .contains("Taking over PostgreSQL (process " + postgres + ")")
        .contains("Ending the server (process " + server.pid() + ")");
    assertThat(server.isAlive()).isFalse();
    assertThat(postmaster().process().pid()).isEqualTo(postgres);
  }

  @Test
  @Order(5)
  void leavesNothingBehindWhenItIsTerminated() throws Exception {
    List<ProcessHandle> children = List.of(postmaster().process(), server());

    launcher.terminate();

    assertThat(launcher.text()).endsWith("Carillon has stopped." + System.lineSeparator());
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    Ports.requireFree(Setting.HTTP_PORT, "127.0.0.1", project.httpPort());
    Ports.requireFree(Setting.POSTGRES_PORT, "127.0.0.1", project.postgresPort());
  }

  @Test
  @Order(6)
  void keepsTheDataOverARestart() throws Exception {
    launcher = project.launch().awaitText("Starting " + TestProject.SERVER.title());

    assertThat(query("select id from kept")).isEqualTo("7");
  }

  @Test
  @Order(7)
  void leavesNothingBehindWhenItIsTerminatedWhileItStarts() throws Exception {
    await().until(() -> RunningServer.processFile(project.layout()).read().isPresent());
    List<ProcessHandle> children = List.of(postmaster().process(), server());

    launcher.terminate();

    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(launcher.text())
        .endsWith("Carillon has stopped." + System.lineSeparator())
        .doesNotContain("by itself");
  }

  private static Postmaster postmaster() throws IOException {
    return Postmaster.of(project.data()).orElseThrow();
  }

  private static ProcessHandle server() throws IOException {
    return RunningServer.processFile(project.layout()).read().orElseThrow();
  }

  private static String query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(project.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void execute(String... commands) throws SQLException {
    try (Connection connection = DriverManager.getConnection(project.jdbcUrl());
        Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
  }
}
