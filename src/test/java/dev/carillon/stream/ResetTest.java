package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import dev.carillon.change.Samples;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ResetTest {

  private final TestHub hub = new TestHub("carillon.write.timeout", "PT1S");
  private final TestOutlet outlet = new TestOutlet();

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void resetsEverybodyWhenTheLogCantBeContinued() {
    hub.open(0);
    TestOutlet behind = new TestOutlet();
    behind.stuck(true);
    hub.join(outlet, 0, "t");
    Subscriber slow = hub.join(behind, 0, "t");
    hub.commit(1, 5, "t");
    await().until(() -> outlet.frames().size() == 6);
    hub.reset(new Position(2, 3), ResetReason.UNKNOWN_EPOCH);
    await().until(() -> outlet.frames().contains("reset unknown-epoch 2.3"));
    behind.stuck(false);
    slow.wake();
    hub.hub().changed(Samples.insert(new Position(2, 4), "t"));
    await()
        .untilAsserted(() -> assertThat(outlet.frames()).endsWith("reset unknown-epoch 2.3", "4"));
    await()
        .untilAsserted(
            () ->
                assertThat(behind.frames())
                    .containsExactly("ready", "reset unknown-epoch 2.3", "4"));
  }

  @Test
  void resetsOnlyWhoStandsInTheGapWhenTheNodeItselfWasAwayForTooLong() {
    hub.open(0);
    hub.commit(1, 5, "t");
    TestOutlet ahead = new TestOutlet();
    hub.join(outlet, 5, "t");
    hub.join(ahead, 25, "t"); // another node, which was not away, has brought it so far
    LongStream.rangeClosed(6, 40).forEach(n -> hub.history().add(Samples.insert(n, "t")));
    hub.history().expire(20);
    hub.reset(new Position(1, 40), ResetReason.EXPIRED);
    await()
        .untilAsserted(
            () -> assertThat(outlet.frames()).containsExactly("ready", "reset expired 1.40"));
    hub.commit(41, 41, "t");
    await().untilAsserted(() -> assertThat(outlet.frames()).endsWith("41"));
    await().untilAsserted(() -> assertThat(ahead.frames()).isEqualTo(TestHub.greetingAnd(26, 41)));
  }

  @Test
  void saysNothingToThoseThereWhenTheLogIsOpenedForTheFirstTime() {
    hub.join(outlet);
    hub.open(7);
    hub.join(outlet, 7, "t");
    hub.commit(8, 8, "t");
    await().untilAsserted(() -> assertThat(outlet.frames()).containsExactly("ready", "8"));
  }

  @Test
  void losesNothingWhenTheLogIsResetWhileAClientIsComingIn() {
    hub.open(0);
    hub.commit(1, 10, "t");
    Subscriber subscriber = hub.join(outlet); // its place, 1.10, was found before the reset
    hub.reset(new Position(2, 3), ResetReason.AHEAD);
    subscriber.subscribe(
        List.of(Walk.all("t")), new Start(new Position(1, 10), null, null, 1), "ready");
    await().until(() -> outlet.frames().size() >= 2); // ready, and the reset
    hub.hub().changed(Samples.insert(new Position(2, 4), "t"));
    await().untilAsserted(() -> assertThat(outlet.frames()).endsWith("4"));
  }
}
