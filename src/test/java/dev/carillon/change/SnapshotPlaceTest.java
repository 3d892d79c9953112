package dev.carillon.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotPlaceTest {

  private static final Position POSITION = new Position(1, 1042);

  @Test
  void isWrittenAsClientsHoldIt() {
    SnapshotPlace place = new SnapshotPlace(POSITION, "00000003-0000001B-1", 16412, 16412, 7, 33);
    assertThat(place).hasToString("1.1042/00000003-0000001B-1/16412.7.33");
    assertThat(place.at(16412, 16418, 4294967295L, 291))
        .hasToString("1.1042/00000003-0000001B-1/16412.16418.4294967295.291");
    assertThat(new SnapshotPlace(POSITION, "a")).hasToString("1.1042/a/0.0.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0/a/0.0.0",
        "999999999.999999999999999999/00000003-0000001B-1-0123456789abcdef-1763770000123/1.0.0",
        "1.1042/00000003-0000001B-1/4294967295.4294967295.65535",
        "1.1042/00000003-0000001B-1/16412.16418.7.33"
      })
  void readsWhatItWrites(String text) {
    assertThat(SnapshotPlace.parse(text)).hasToString(text);
    assertThat(SnapshotPlace.looksLike(text)).isTrue();
    assertThat(text).matches("[0-9A-Za-z./-]+"); // nothing that a URL would have to escape
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1042",
        "1.1042/a",
        "1.1042/a/1.2",
        "1.1042/a/1.2.3.4.5",
        "1.1042/a/01.2.3",
        "1.1042/a'b/1.2.3",
        "1.1042/a/1.2.3/",
        "1.1042/a/1.2.-3",
        "1.1042/a/12345678901.2.3",
        "1.1042/a/1.2.123456",
        "0.1042/a/1.2.3",
        "1.1.1/a/1.2.3",
        ""
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> SnapshotPlace.parse(text))
        .isInstanceOf(MalformedPositionException.class);
  }

  @Test
  void isToldFromAPosition() {
    assertThat(SnapshotPlace.looksLike("1.1042")).isFalse();
    assertThat(SnapshotPlace.looksLike("1.1042/nonsense")).isTrue();
  }
}
