package dev.carillon.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.config.Setting;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Payara Server as the run command sets it up, but with nothing deployed, and with an
 * administration that deploys: for tests in the server itself. It ends with this JVM.
 */
public record BarePayaraServer(int httpPort, int adminPort) {
  private static final String LISTENERS =
      "set configs.config.server-config.network-config.network-listeners.network-listener.";

  /** One whose applications find this database. */
  public static BarePayaraServer start(String jdbcUrl) throws IOException {
    int httpPort = TestProject.freePort();
    int adminPort = TestProject.freePort();
    Path folder = TestProject.newFolder("container");
    List<String> command =
        new ArrayList<>(
            PayaraServer.domain(
                    new Layout(Path.of("").toAbsolutePath()),
                    folder,
                    List.of(
                        LISTENERS + "http-listener-1.port=" + httpPort,
                        LISTENERS + "admin-listener.port=" + adminPort))
                .afterBoot(List.of())
                .command(new Jvm(Long.parseLong(Setting.TAIL_BYTES.defaultValue()), folder)));
    command.add(1, "-D" + Setting.JDBC_URL.key() + "=" + jdbcUrl);
    File log = folder.resolve("server.log").toFile();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put(Setting.HTTP_PORT.environmentName(), Integer.toString(httpPort));
    Process process = builder.redirectOutput(log).start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Ending.of(process.toHandle())));
    process.getOutputStream().close();
    await()
        .atMost(Duration.ofMinutes(6))
        .until(() -> !process.isAlive() || Files.readString(log.toPath()).contains("startup time"));
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(Files.readString(log.toPath()))
                    .contains("executor-service.concurrent/__default")
                    .doesNotContain(" failed PlainTextActionReporter"));
    return new BarePayaraServer(httpPort, adminPort);
  }
}
