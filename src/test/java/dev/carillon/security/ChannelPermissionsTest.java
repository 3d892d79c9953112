package dev.carillon.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.change.ProblemException;
import dev.carillon.config.Settings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelPermissionsTest {

  private final ChannelPermissions byDefault = permissions(Map.of());

  @Test
  void allowsByDefaultToListenEverywhereAndToPublishToDemos() {
    assertThatCode(() -> byDefault.checkListen("anything at all \"quoted\""))
        .doesNotThrowAnyException();
    assertThatCode(() -> byDefault.checkPublish("demo")).doesNotThrowAnyException();
    assertThatCode(() -> byDefault.checkPublish("demo/1")).doesNotThrowAnyException();
    assertThatThrownBy(() -> byDefault.checkPublish("Demo"))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(403))
        .hasMessage(
            "The channel \"Demo\" is not among those that carillon.channels.publish allows");
  }

  @ParameterizedTest
  @ValueSource(strings = {"carillon", "carillon_0badcafe"})
  void keepsItsOwnChannelsWhateverIsAllowed(String channel) {
    ChannelPermissions all = permissions(Map.of("carillon.channels.publish", "*"));
    assertThatThrownBy(() -> all.checkPublish(channel)).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> all.checkListen(channel))
        .hasMessageEndingWith("is not among those that carillon.channels.listen allows");
  }

  @Test
  void takesAPatternWithoutAStarByItsName() {
    ChannelPermissions one = permissions(Map.of("carillon.channels.listen", "news, chat/*"));
    assertThatCode(() -> one.checkListen("news")).doesNotThrowAnyException();
    assertThatCode(() -> one.checkListen("chat/")).doesNotThrowAnyException();
    assertThatThrownBy(() -> one.checkListen("newsletter")).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> one.checkListen("chat")).isInstanceOf(ProblemException.class);
  }

  @Test
  void refusesNamesThatPostgresqlCantTake() {
    assertThatCode(() -> byDefault.checkListen("ä".repeat(31) + "x")).doesNotThrowAnyException();
    for (String name : new String[] {"", "ä".repeat(32), "a\u0000b"}) {
      assertThatThrownBy(() -> byDefault.checkListen(name))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400))
          .hasMessageStartingWith("A channel's name must be 1 to 63 bytes without NUL, but has ");
    }
  }

  private static ChannelPermissions permissions(Map<String, String> values) {
    return new ChannelPermissions(new Settings(name -> Optional.ofNullable(values.get(name))));
  }
}
