package dev.carillon.stream;

import static dev.carillon.stream.TestHub.greetingAnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.change.Position;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReplayTest {

  private final TestHub hub = new TestHub("carillon.write.timeout", "PT1S");
  private final TestOutlet outlet = new TestOutlet();

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void readsTheLogForWhatTheRingHasForgotten() {
    hub.logged(2000, "t").open(2000);
    hub.join(outlet, 0, "t");
    hub.commit(2001, 2100, "t");
    await().untilAsserted(() -> assertThat(outlet.frames()).isEqualTo(greetingAnd(1, 2100)));
  }

  @Test
  void tellsHowFarItGotAmidWhatIsOfOtherTopics() {
    hub.logged(2000, "other").open(2000);
    hub.join(outlet, 0, "t");
    await().untilAsserted(() -> assertThat(outlet.passed()).isEqualTo(new Position(1, 2000)));
    assertThat(outlet.frames()).containsExactly("ready");
  }

  @Test
  void losesNothingOfAClientThatTheRingOverruns() {
    hub.open(0);
    outlet.stuck(true);
    Subscriber slow = hub.join(outlet, 0, "t");
    hub.commit(1, 500, "t");
    outlet.stuck(false);
    slow.wake();
    hub.commit(501, 600, "t");
    await().untilAsserted(() -> assertThat(outlet.frames()).isEqualTo(greetingAnd(1, 600)));
  }

  @Test
  void readsAPageOnceForMany() {
    hub.logged(400, "t").open(400);
    List<TestOutlet> crowd = IntStream.range(0, 50).mapToObj(i -> new TestOutlet()).toList();
    crowd.forEach(each -> hub.join(each, 0, "t"));
    await()
        .untilAsserted(
            () ->
                assertThat(crowd)
                    .allSatisfy(each -> assertThat(each.frames()).isEqualTo(greetingAnd(1, 400))));
    assertThat(hub.history().reads()).isEqualTo(1);
  }

  @Test
  void asksTheLogAgainWhenTheDatabaseComesBack() {
    hub.logged(100, "t").open(100);
    hub.history().away(true);
    hub.join(outlet, 50, "t");
    await().until(() -> hub.history().reads() >= 1);
    hub.history().away(false);
    await().untilAsserted(() -> assertThat(outlet.frames()).isEqualTo(greetingAnd(51, 100)));
  }

  @Test
  void resetsAClientWhosePlaceHasExpiredMeanwhile() {
    hub.logged(100, "t").open(100);
    hub.history().expire(60);
    hub.join(outlet, 50, "t");
    await()
        .untilAsserted(
            () -> assertThat(outlet.frames()).containsExactly("ready", "reset expired 1.100"));
    hub.commit(101, 102, "t");
    await().until(() -> outlet.frames().size() == 4);
    assertThat(outlet.frames()).endsWith("101", "102");
  }

  @Test
  void closesAClientThatCantBeToldOfAReset() {
    hub.logged(100, "t").open(100);
    hub.history().expire(60);
    hub.hub()
        .join(Transport.REST, TestShape.WITHOUT_RESET, outlet)
        .subscribe(List.of(Walk.all("t")), new Start(new Position(1, 50), null, null, 1), "ready");
    await().untilAsserted(() -> assertThat(outlet.closed()).containsExactly(CloseReason.EXPIRED));
    assertThat(outlet.expired()).isEqualTo("expired 1.100");
  }
}
