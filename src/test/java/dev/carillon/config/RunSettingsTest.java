package dev.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunSettingsTest {

  @Test
  void isContentWithItsDefaults() {
    RunSettings settings = settings(Map.of());
    assertThat(settings.server()).isEqualTo("payara-micro");
    assertThat(settings.httpPort()).isEqualTo(8080);
    assertThat(settings.httpAddress()).isEqualTo("127.0.0.1");
    assertThat(settings.postgresPort()).isEqualTo(54320);
    assertThat(settings.postgresDirectory()).isEqualTo(".carillon/postgres");
  }

  @ParameterizedTest
  @CsvSource({
    "carillon.http.port, 0",
    "carillon.http.port, 65536",
    "carillon.http.port, http",
    "carillon.postgres.port, -1"
  })
  void namesSettingRuleAndValueOfWhatItRefuses(String key, String value) {
    assertThatThrownBy(() -> settings(Map.of(key, value)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(key + " must be between 1 and 65535, but is " + value);
  }

  @ParameterizedTest
  @CsvSource({"1", "65535"})
  void takesItsBounds(int port) {
    assertThat(settings(Map.of("carillon.http.port", Integer.toString(port))).httpPort())
        .isEqualTo(port);
  }

  private static RunSettings settings(Map<String, String> values) {
    return new RunSettings(name -> Optional.ofNullable(values.get(name)));
  }
}
