package dev.carillon.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.config.Setting;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerEnvironmentTest {
  @Test
  void handsOverWhatWasGivenAndForgetsWhatWasNot() {
    Map<String, String> given =
        Map.of("carillon.jdbc.password", "secret", "carillon.http.port", "1");
    Map<String, String> environment =
        new HashMap<>(Map.of("PATH", "/bin", "CARILLON_TAIL_SIZE", "17"));

    new ServerEnvironment(name -> Optional.ofNullable(given.get(name)))
        .with(Setting.HTTP_PORT, "8081")
        .applyTo(environment);

    assertThat(environment)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "PATH", "/bin", "CARILLON_JDBC_PASSWORD", "secret", "CARILLON_HTTP_PORT", "8081"));
  }
}
