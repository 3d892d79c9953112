package dev.carillon.stream;

import static dev.carillon.stream.TestHub.greetingAnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.change.Notification;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EndingTest {

  private final TestHub hub = new TestHub("carillon.write.timeout", "PT1S");
  private final TestOutlet outlet = new TestOutlet();

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void closesAClientThatIsStuckAndNobodyElseNotices() {
    hub.open(0);
    TestOutlet stuck = new TestOutlet();
    stuck.stuck(true);
    hub.join(stuck, 0, "t");
    hub.join(outlet, 0, "t");
    hub.commit(1, 100, "t");
    await().untilAsserted(() -> assertThat(outlet.frames()).isEqualTo(greetingAnd(1, 100)));
    assertThat(stuck.closed()).isEmpty();
    await().untilAsserted(() -> assertThat(stuck.closed()).containsExactly(CloseReason.TOO_SLOW));
    assertThat(stuck.frames()).isEmpty();
    assertThat(outlet.closed()).isEmpty();
    assertThat(hub.census().closed(CloseReason.TOO_SLOW)).isEqualTo(1);
  }

  @Test
  void closesAClientForWhichTooMuchWaits() {
    hub.open(0);
    outlet.stuck(true);
    Subscriber subscriber = hub.join(outlet);
    for (int i = 0; i < 1025; i++) {
      subscriber.send(new Notification("c", 1, "x"));
    }
    await().untilAsserted(() -> assertThat(outlet.closed()).containsExactly(CloseReason.TOO_SLOW));
  }

  @Test
  void closesAClientWhoseOutletFailsAndServesTheOthers() {
    hub.open(0);
    TestOutlet broken = new TestOutlet();
    hub.join(broken, 0, "t");
    hub.join(outlet, 0, "t");
    await().until(() -> broken.frames().size() == 1 && outlet.frames().size() == 1);
    broken.failing(true);
    hub.commit(1, 3, "t");
    await().untilAsserted(() -> assertThat(broken.closed()).containsExactly(CloseReason.FAILED));
    await().untilAsserted(() -> assertThat(outlet.frames()).isEqualTo(greetingAnd(1, 3)));
    assertThat(hub.hub().isAlive()).isTrue();
  }

  @Test
  void closesOnceForTheFirstReason() {
    hub.open(0);
    Subscriber subscriber = hub.join(outlet, 0, "t");
    List<String> farewells = new CopyOnWriteArrayList<>();
    subscriber.onClose(() -> farewells.add("first"));
    subscriber.onClose(() -> farewells.add("second"));
    subscriber.close(CloseReason.GONE);
    subscriber.close(CloseReason.FAILED);
    subscriber.onClose(() -> farewells.add("late"));
    await()
        .untilAsserted(
            () -> assertThat(farewells).containsExactlyInAnyOrder("first", "second", "late"));
    assertThat(outlet.closed()).containsExactly(CloseReason.GONE);
    hub.commit(1, 1, "t");
    subscriber.send("too late");
    TestOutlet other = new TestOutlet();
    hub.join(other, 0, "t");
    await().untilAsserted(() -> assertThat(other.frames()).containsExactly("ready", "1"));
    assertThat(outlet.frames()).doesNotContain("1", "too late");
  }

  @Test
  void closesTheOutletEvenIfAFarewellFails() {
    hub.open(0);
    Subscriber subscriber = hub.join(outlet, 0, "t");
    List<String> farewells = new CopyOnWriteArrayList<>();
    subscriber.onClose(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    subscriber.onClose(() -> farewells.add("second"));
    subscriber.close(CloseReason.GONE);
    await().untilAsserted(() -> assertThat(outlet.closed()).containsExactly(CloseReason.GONE));
    await().untilAsserted(() -> assertThat(farewells).containsExactly("second"));
  }

  @Test
  void endsEverybodyWhenItStops() {
    hub.open(0);
    hub.join(outlet, 0, "t");
    hub.close();
    assertThat(outlet.closed()).containsExactly(CloseReason.SHUTDOWN);
    assertThat(hub.hub().isAlive()).isFalse();
    assertThat(hub.census().connected(Transport.SSE)).isZero();
  }
}
