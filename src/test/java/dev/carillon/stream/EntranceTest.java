package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.change.Position;
import dev.carillon.change.ProblemException;
import dev.carillon.change.ResetReason;
import dev.carillon.change.TopicSelector;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntranceTest {

  private final TestHub hub = new TestHub();
  private final Entrance entrance =
      new Entrance(hub.hub(), hub.history(), new OneTable(), hub.snapshots());

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void letsNobodyInBeforePostgresqlWasReached() {
    assertThatThrownBy(() -> start(null))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(503));
  }

  @Test
  void beginsAtTheNewestUnlessToldOtherwise() {
    hub.logged(10, "t").open(10);
    Start newest = new Start(new Position(1, 10), null, null, 1);
    assertThat(start(null)).isEqualTo(newest);
    assertThat(start("")).isEqualTo(newest);
    assertThat(start("latest")).isEqualTo(newest);
    assertThat(start("1.10")).isEqualTo(newest);
  }

  @Test
  void goesBackAsFarAsTheLogDoes() {
    hub.logged(10, "t").open(10);
    hub.history().expire(4);
    assertThat(start("earliest")).isEqualTo(new Start(new Position(1, 4), null, null, 1));
    assertThat(start("1.4")).isEqualTo(new Start(new Position(1, 4), null, null, 1));
    assertThat(start("1.3"))
        .isEqualTo(new Start(new Position(1, 10), ResetReason.EXPIRED, null, 1));
  }

  @Test
  void refusesPositionsThatAreNone() {
    hub.logged(10, "t").open(10);
    Position newest = new Position(1, 10);
    assertThat(start("foo")).isEqualTo(new Start(newest, ResetReason.MALFORMED, null, 1));
    assertThat(start("1.999999999")).isEqualTo(new Start(newest, ResetReason.AHEAD, null, 1));
    assertThat(start("7.5")).isEqualTo(new Start(newest, ResetReason.UNKNOWN_EPOCH, null, 1));
  }

  @Test
  void asksNothingOfTheDatabaseForWhatTheRingHolds() {
    hub.open(0);
    hub.commit(1, 10, "t");
    hub.history().away(true);
    assertThat(start("1.3").position()).isEqualTo(new Position(1, 3));
    assertThatThrownBy(() -> start("earliest"))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(503));
    assertThatThrownBy(() -> start("1.11")).isInstanceOf(ProblemException.class);
  }

  @Test
  void knowsWhichTopicsThereAre() {
    assertThat(entrance.topic("stock*")).isEqualTo(TopicSelector.parse("stock*"));
    assertThatThrownBy(() -> entrance.topic("sock_price"))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(404))
        .hasMessage("No watch has a topic \"sock_price\"; there are stock_price");
    assertThatThrownBy(() -> entrance.topic("away"))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(503));
  }

  private Start start(@Nullable String wanted) {
    return entrance.start(wanted, List.of(), false);
  }
}
