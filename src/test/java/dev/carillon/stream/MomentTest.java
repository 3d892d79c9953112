package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-21, 2026-11-21T00:00:00Z",
    "2026-11-21T09:30, 2026-11-21T09:30:00Z",
    "2026-11-21 09:30:15, 2026-11-21T09:30:15Z",
    "2026-11-21t09:30:15z, 2026-11-21T09:30:15Z",
    "2026-11-21T09:30:15.5+02, 2026-11-21T07:30:15.5Z",
    "2026-11-21T09:30:15-0530, 2026-11-21T15:00:15Z",
    "1850-01-01T00:00:00+00:53:28, 1849-12-31T23:06:32Z",
    "2026-11-21T23:30:00-01:00, 2026-11-22T00:30:00Z",
    "2024-02-29, 2024-02-29T00:00:00Z",
    "+12026-01-01, +12026-01-01T00:00:00Z",
    "12026-01-01, +12026-01-01T00:00:00Z",
    "0001-01-01 BC, 0000-01-01T00:00:00Z",
    "0044-03-15T01:00:00+00:00 BC, -0043-03-15T01:00:00Z",
    "-0043-03-15, -0043-03-15T00:00:00Z"
  })
  void readsWhatPostgresqlAndIsoWrite(String text, Instant expected) {
    assertThat(Moment.parse(text))
        .isEqualTo(new Moment(expected.getEpochSecond(), expected.getNano()));
  }

  @Test
  void readsEveryOffsetDateTime() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      OffsetDateTime time =
          Instant.ofEpochSecond(random.nextInt() * 20L, random.nextInt(1_000_000) * 1000L)
              .atOffset(ZoneOffset.ofHoursMinutes(random.nextInt(12), random.nextInt(60)));
      assertThat(Moment.parse(time.toString()))
          .as("%s", time)
          .isEqualTo(new Moment(time.toEpochSecond(), time.getNano()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026",
        "2026-11",
        "2026-1-1",
        "26-11-21",
        "2026-13-01",
        "2026-00-01",
        "2026-11-31",
        "2026-02-29",
        "2026-11-21T",
        "2026-11-21T09",
        "2026-11-21T24:00",
        "2026-11-21T09:60",
        "2026-11-21T09:30:",
        "2026-11-21T09:30:00.",
        "2026-11-21T09:30:00.1234567890",
        "2026-11-21T09:30+",
        "2026-11-21T09:30+1",
        "2026-11-21T09:30+01:",
        "2026-11-21T09:30Z!",
        "2026-11-21x",
        "2026-11-21 BCE",
        " BC",
        "ACME",
        "Infinity",
        "09:30:00"
      })
  void knowsWhatIsNoInstant(String text) {
    assertThat(Moment.parse(text)).isNull();
  }

  @Test
  void hasNothingBeyondInfinity() {
    Moment latest = new Moment(Instant.MAX.getEpochSecond(), 999_999_999);
    assertThat(Moment.parse("infinity")).isGreaterThan(latest);
    assertThat(Moment.parse("-infinity")).isLessThan(new Moment(-latest.second(), 0));
  }
}
