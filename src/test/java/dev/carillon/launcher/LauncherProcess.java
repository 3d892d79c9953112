package dev.carillon.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The run command as a person starts it, with its console in a file. */
public record LauncherProcess(Process process, Path console) {
  /**
   * For the launcher and its server: a start takes half the work so, and most of them live for
   * seconds.
   */
  public static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  static LauncherProcess start(Path project, String... settings) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of(settings));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Launcher.class.getName(),
            project.toString()));
    Path console = Files.createTempFile(project, "console", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(console.toFile());
    builder.environment().put("JDK_JAVA_OPTIONS", SHORT_LIVED);
    return new LauncherProcess(builder.start(), console);
  }

  /** What a person can read so far. */
  public String text() {
    try {
      return Files.readString(console);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public LauncherProcess awaitText(String text) {
    await()
        .atMost(Duration.ofMinutes(6))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> text().contains(text) || !process.isAlive());
    assertThat(text()).contains(text);
    return this;
  }

  /** Waits until it says where to look, as it does when it serves. */
  public LauncherProcess awaitServing() {
    return awaitText("Ctrl-C stops it all.");
  }

  /** Ends as a program does that cannot start: with one sentence. */
  void endsSaying(String sentence) {
    awaitEnd();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(text()).contains(sentence).doesNotContain("\tat ");
  }

  /** Waits until it has ended by itself, perhaps after a server has come up for nothing. */
  public void awaitEnd() {
    await().atMost(Duration.ofMinutes(3)).until(() -> !process.isAlive());
  }

  /** As Ctrl-C and SIGTERM do. */
  public void terminate() {
    process.destroy();
    awaitEnd();
  }

  /** As SIGKILL does: what it started lives on. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }
}
