package dev.carillon.stream;

import static dev.carillon.stream.TestHub.greetingAnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.change.Notification;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import dev.carillon.change.TopicSelector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HubTest {

  private final TestHub hub = new TestHub("carillon.write.timeout", "PT1S");
  private final TestOutlet outlet = new TestOutlet();

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void deliversInOrderAfterTheGreeting() {
    hub.open(0);
    hub.join(outlet, 0, "t");
    hub.commit(1, 12, "t");
    await().untilAsserted(() -> assertThat(outlet.frames()).isEqualTo(greetingAnd(1, 12)));
    assertThat(outlet.writers())
        .singleElement()
        .extracting(Thread::getName)
        .isEqualTo("carillon-dispatcher");
  }

  @Test
  void deliversWhatWasThereBefore() {
    hub.open(0);
    hub.commit(1, 10, "t");
    hub.join(outlet, 4, "t");
    await().untilAsserted(() -> assertThat(outlet.frames()).isEqualTo(greetingAnd(5, 10)));
  }

  @Test
  void deliversOnlyWhatIsAskedForButMovesOn() {
    hub.open(0);
    hub.join(outlet, 0, "b");
    hub.commit(1, 8, "a");
    hub.commit(9, 9, "b");
    hub.commit(10, 10, "a");
    await().untilAsserted(() -> assertThat(outlet.frames()).containsExactly("ready", "9"));
    await().until(() -> outlet.caughtUp().equals(new Position(1, 10)));
  }

  @Test
  void bringsABurstInFewWrites() {
    hub.open(0);
    hub.commit(1, 16, "t");
    hub.join(outlet, 0, "t");
    await().untilAsserted(() -> assertThat(outlet.frames()).isEqualTo(greetingAnd(1, 16)));
    assertThat(outlet.writes()).isEqualTo(2);
  }

  @Test
  void readsTheLogForWhatTheRingHasForgotten() {
    hub.logged(2000, "t").open(2000);
    hub.join(outlet, 0, "t");
    hub.commit(2001, 2100, "t");
    await().untilAsserted(() -> assertThat(outlet.frames()).isEqualTo(greetingAnd(1, 2100)));
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
        .subscribe(
            List.of(TopicSelector.parse("t")), new Start(new Position(1, 50), null, 1), "ready");
    await().untilAsserted(() -> assertThat(outlet.closed()).containsExactly(CloseReason.EXPIRED));
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
    hub.hub().changed(dev.carillon.change.Samples.insert(new Position(2, 4), "t"));
    await()
        .untilAsserted(() -> assertThat(outlet.frames()).endsWith("reset unknown-epoch 2.3", "4"));
    await()
        .untilAsserted(
            () ->
                assertThat(behind.frames())
                    .containsExactly("ready", "reset unknown-epoch 2.3", "4"));
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
  void sendsAnswersBeforeTheChangesThatFollow() {
    hub.open(0);
    Subscriber subscriber = hub.join(outlet, 0, "t");
    hub.commit(1, 1, "t");
    await().until(() -> outlet.frames().size() == 2);
    subscriber.send("answer");
    subscriber.send(new Notification("demo", 7, "hello"));
    subscriber.unsubscribe(TopicSelector.parse("t"), "unsubscribed");
    await().until(() -> outlet.frames().size() == 5);
    hub.commit(2, 2, "t");
    subscriber.send("after");
    await()
        .untilAsserted(
            () ->
                assertThat(outlet.frames())
                    .containsExactly(
                        "ready", "1", "answer", "demo hello", "unsubscribed", "after"));
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
    await().untilAsserted(() -> assertThat(farewells).containsExactly("first", "second", "late"));
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
  void countsWhoIsThereAndWhyOthersLeft() {
    hub.open(0);
    Subscriber first = hub.join(outlet);
    hub.join(new TestOutlet());
    hub.hub().join(Transport.WEBSOCKET, TestShape.PLAIN, new TestOutlet());
    await().until(() -> hub.census().connected(Transport.SSE) == 2);
    await().until(() -> hub.census().connected(Transport.WEBSOCKET) == 1);
    first.close(CloseReason.GONE);
    await().until(() -> hub.census().connected(Transport.SSE) == 1);
    assertThat(hub.census().closed(CloseReason.GONE)).isEqualTo(1);
    assertThat(hub.census().connected(Transport.REST)).isZero();
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

  @Test
  void losesNothingWhenTheLogIsResetWhileAClientIsComingIn() {
    hub.open(0);
    hub.commit(1, 10, "t");
    Subscriber subscriber = hub.join(outlet); // its place, 1.10, was found before the reset
    hub.reset(new Position(2, 3), ResetReason.AHEAD);
    subscriber.subscribe(
        List.of(TopicSelector.parse("t")), new Start(new Position(1, 10), null, 1), "ready");
    await().until(() -> outlet.frames().size() >= 2); // ready, and the reset
    hub.hub().changed(dev.carillon.change.Samples.insert(new Position(2, 4), "t"));
    await().untilAsserted(() -> assertThat(outlet.frames()).endsWith("4"));
  }

  @Test
  void tellsItsFill() {
    assertThat(hub.hub().newest()).isNull();
    hub.open(3);
    assertThat(hub.hub().newest()).isEqualTo(new Position(1, 3));
    assertThat(hub.hub().tailSize()).isZero();
    hub.hub().changed(dev.carillon.change.Samples.insert(4, "t"));
    assertThat(hub.hub().tailSize()).isEqualTo(1);
    assertThat(hub.hub().tailBytes()).isPositive();
  }
}
