package dev.carillon.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person reads who cannot start Carillon: one sentence that names the thing, its value and
 * the way out.
 */
@Tag("launcher")
class CannotStartIT {
  private TestProject project;

  @BeforeEach
  void createProject(@TempDir(factory = TestProject.BelowTarget.class) Path folder)
      throws IOException {
    project = TestProject.in(folder);
  }

  @Test
  void namesABusyHttpPortAndAFreeOne() throws IOException {
    try (ServerSocket busy = listening()) {
      int port = busy.getLocalPort();

      project
          .launch("-Dcarillon.http.port=" + port)
          .endsSaying(
              "carillon.http.port "
                  + port
                  + " on 127.0.0.1 is in use by another program; choose another with -Dcarillon.http.port=");
    }
  }

  @Test
  void namesABusyPostgresPortBeforeAnythingIsStarted() throws IOException {
    try (ServerSocket busy = listening()) {
      int port = busy.getLocalPort();

      project
          .launch("-Dcarillon.postgres.port=" + port)
          .endsSaying("carillon.postgres.port " + port + " on 127.0.0.1 is in use");
    }
    assertThat(Files.exists(project.layout().postgresLog())).isFalse();
  }

  @Test
  void namesAForeignAddress() throws IOException {
    project
        .launch("-Dcarillon.http.address=203.0.113.1")
        .endsSaying("carillon.http.address must be an address of this machine");
  }

  @Test
  void namesAFolderThatCannotBeWrittenTo() throws IOException {
    Files.createFile(project.layout().home());

    project
        .launch()
        .endsSaying(
            project.layout().home() + " must be a folder that can be written to, but is not");
  }

  @Test
  void namesDataOfAnotherPostgresVersion() throws IOException {
    Files.writeString(Files.createDirectories(project.data()).resolve("PG_VERSION"), "17\n");

    project.launch().endsSaying("is of PostgreSQL 17, but Carillon brings 18");
  }

  @Test
  void namesASettingThatBreaksItsRule() throws IOException {
    project
        .launch("-Dcarillon.tail.size=0")
        .endsSaying("carillon.tail.size must be between 16 and 65536, but is 0");
  }

  @Test
  void namesAWarThatWasNotBuilt() throws IOException {
    Files.delete(project.layout().war());

    project.launch().endsSaying("carillon.war is missing: build it with mvn package");
  }

  @Test
  void saysWhyADeploymentFailedAndStartsNoDatabaseBesidesYours() throws IOException {
    project.breakWar();

    LauncherProcess launcher =
        project.launch("-Dcarillon.jdbc.url=jdbc:postgresql://127.0.0.1:1/yours");

    launcher.endsSaying("Carillon could not be deployed: ");
    assertThat(launcher.text())
        .contains("dev.carillon.NoSuchListener")
        .doesNotContain("Starting PostgreSQL");
    assertThat(RunningServer.processFile(project.layout()).read()).isEmpty();
  }

  private static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
