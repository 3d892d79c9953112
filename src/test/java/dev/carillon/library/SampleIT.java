package dev.carillon.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Directory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The sample application, built by its own pom and tested by its own test on a server and a
 * database of its own.
 */
class SampleIT {
  private static final Path SAMPLE = Path.of("src", "samples", "orders");
  private static final Path WORK = Path.of("target", "samples", "orders").toAbsolutePath();

  @Test
  void isBuiltAndRunsAsItsReadersWouldHaveIt() throws IOException, InterruptedException {
    Directory.delete(WORK);
    Files.createDirectories(WORK.getParent());
    Directory.copy(SAMPLE, WORK);
    Directory.delete(WORK.resolve("target")); // of somebody who built it there
    Stranger stranger = Stranger.with(WORK.resolveSibling("maven"));

    Process maven = stranger.maven(WORK, "-B", "-ntp", "verify");
    String told = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(maven.waitFor()).as(told).isZero();
    assertThat(told).contains("Tests run: 3, Failures: 0");
    assertThat(bundled())
        .contains("carillon-1.0.0-SNAPSHOT-classes.jar")
        .noneMatch(jar -> jar.contains("chart"));
  }

  private static List<String> bundled() throws IOException {
    try (Stream<Path> jars = Files.list(WORK.resolve("target/orders/WEB-INF/lib"))) {
      return jars.map(jar -> jar.getFileName().toString()).toList();
    }
  }
}
