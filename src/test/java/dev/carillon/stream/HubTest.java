package dev.carillon.stream;

import static dev.carillon.stream.TestHub.greetingAnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.change.Notification;
import dev.carillon.change.Position;
import dev.carillon.change.TopicSelector;
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
  void writesNoMoreAtOnceThanAnOutletHasRoomFor() {
    hub.open(0);
    hub.commit(1, 12, "t");
    outlet.room(3);
    hub.join(outlet, 0, "t");
    await().untilAsserted(() -> assertThat(outlet.frames()).isEqualTo(greetingAnd(1, 12)));
    assertThat(outlet.writes()).isEqualTo(1 + 4);
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
