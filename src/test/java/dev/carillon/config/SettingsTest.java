package dev.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  @Test
  void isContentWithItsDefaults() {
    Settings settings = settings(Map.of());
    assertThat(settings.jdbcUrl()).isEmpty();
    assertThat(settings.jdbcUser()).isEmpty();
    assertThat(settings.jdbcPassword()).isEmpty();
    assertThat(settings.listenUrl()).isEmpty();
    assertThat(settings.schema().liquibase()).isTrue();
    assertThat(settings.schema().watchApply()).isFalse();
    assertThat(settings.wakeup()).isEqualTo(Wakeup.ADAPTIVE);
    assertThat(settings.poll()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.tailSize()).isEqualTo(16384);
    assertThat(settings.tailBytes()).isEqualTo(64L << 20);
    assertThat(settings.snapshotAge()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.writeTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.heartbeat()).isEqualTo(Duration.ofSeconds(15));
    assertThat(settings.channelsToListen()).containsExactly("*");
    assertThat(settings.channelsToPublish()).containsExactly("demo*");
    assertThat(settings.origins()).isEmpty();
    assertThat(settings.requestSize()).isEqualTo(65536);
    assertThat(settings.audit().topics())
        .containsExactly("*", "!digest/*", "!presence/*", "!unread/*");
    assertThat(settings.audit().retention()).isEqualTo(Duration.ofDays(365));
  }

  @Test
  void takesTheDefaultWhereAValueIsBlank() {
    assertThat(settings(Map.of("carillon.tail.size", "  ")).tailSize()).isEqualTo(16384);
    assertThat(settings(Map.of("carillon.tail.size", " 32 ")).tailSize()).isEqualTo(32);
  }

  @Test
  void listensWhereItConnectsUnlessToldOtherwise() {
    assertThat(settings(Map.of("carillon.jdbc.url", "jdbc:a")).listenUrl()).contains("jdbc:a");
    assertThat(
            settings(Map.of("carillon.jdbc.url", "jdbc:a", "carillon.listen.url", "jdbc:b"))
                .listenUrl())
        .contains("jdbc:b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          carillon.tail.size       | 0          | between 16 and 65536
          carillon.tail.size       | 15         | between 16 and 65536
          carillon.tail.size       | 65537      | between 16 and 65536
          carillon.tail.size       | 1e3        | between 16 and 65536
          carillon.tail.bytes      | 65535      | between 65536 and 4294967296
          carillon.request.size    | 8191       | between 8192 and 16777216
          carillon.poll            | PT0.009S   | a duration between PT0.01S and PT10S
          carillon.poll            | 1s         | a duration between PT0.01S and PT10S
          carillon.snapshot.age    | PT0.5S     | a duration between PT1S and PT24H
          carillon.write.timeout   | PT0S       | a duration between PT1S and PT1H
          carillon.write.timeout   | PT1H0.001S | a duration between PT1S and PT1H
          carillon.heartbeat       | 15         | a duration between PT1S and PT5M
          carillon.liquibase       | maybe      | on or off
          carillon.watch.apply     | maybe      | true or false
          carillon.wakeup          | loud       | adaptive, notify or poll
          carillon.origins         | example    | a list of scheme://host or scheme://host:port
          carillon.origins         | https://a/ | a list of scheme://host or scheme://host:port
          carillon.audit.topics    | a*b        | a list of topics, with ! only before one and * only at its end
          carillon.audit.retention | PT59M      | a duration between PT1H and PT876000H
          carillon.url             | a.example  | scheme://host or scheme://host/path
          carillon.digest.after    | PT0.5S     | a duration between PT1S and PT720H
          carillon.digest.after    | P31D       | a duration between PT1S and PT720H
          carillon.mail.port       | 0          | between 1 and 65535
          """)
  void namesSettingRuleAndValueOfWhatItRefuses(String key, String value, String rule) {
    assertThatThrownBy(() -> settings(Map.of(key, value)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(key + " must be " + rule + ", but is " + value);
  }

  @ParameterizedTest
  @CsvSource({
    "carillon.tail.size, 16",
    "carillon.tail.size, 65536",
    "carillon.tail.bytes, 4294967296",
    "carillon.poll, PT0.01S",
    "carillon.poll, PT10S",
    "carillon.heartbeat, PT5M",
    "carillon.liquibase, OFF",
    "carillon.liquibase, true",
    "carillon.wakeup, Poll",
    "carillon.origins, *"
  })
  void takesItsBounds(String key, String value) {
    assertThat(settings(Map.of(key, value))).isNotNull();
  }

  @Test
  void leadsPeopleWhereTheRunCommandListensUnlessToldOtherwise() {
    assertThat(settings(Map.of()).mail().url()).isEqualTo("http://127.0.0.1:8080/carillon");
    assertThat(
            settings(Map.of("carillon.http.address", "::", "carillon.http.port", "81"))
                .mail()
                .url())
        .isEqualTo("http://localhost:81/carillon");
    assertThat(settings(Map.of("carillon.url", "https://a.example/c/")).mail().url())
        .isEqualTo("https://a.example/c");
  }

  @Test
  void namesTheOneOriginThatIsNone() {
    assertThatThrownBy(() -> settings(Map.of("carillon.origins", "https://a, ftp://b,https://c:1")))
        .hasMessageEndingWith(", but is ftp://b");
  }

  @Test
  void readsLists() {
    Settings settings = settings(Map.of("carillon.channels.publish", " demo* ,,news,"));
    assertThat(settings.channelsToPublish()).containsExactly("demo*", "news");
    assertThat(settings(Map.of("carillon.audit.topics", "none")).audit().topics()).isEmpty();
  }

  @Test
  void namesEnvironmentVariablesAsMicroProfileDoes() {
    assertThat(Setting.HTTP_PORT.environmentName()).isEqualTo("CARILLON_HTTP_PORT");
    assertThat(Setting.TAIL_SIZE.environmentName()).isEqualTo("CARILLON_TAIL_SIZE");
  }

  @Test
  void tellsTheMeaningOfEach() {
    assertThat(Arrays.stream(Setting.values()).map(Setting::key))
        .doesNotHaveDuplicates()
        .allMatch(key -> key.matches("carillon(\\.[a-z]+)+"));
    assertThat(Arrays.stream(Setting.values()).map(Setting::meaning))
        .allMatch(meaning -> !meaning.isBlank() && meaning.lines().count() == 1);
  }

  private static Settings settings(Map<String, String> values) {
    return new Settings(name -> Optional.ofNullable(values.get(name)));
  }
}
