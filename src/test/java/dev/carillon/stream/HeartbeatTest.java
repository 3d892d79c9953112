package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.change.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HeartbeatTest {

  private final TestHub hub = new TestHub("carillon.heartbeat", "PT1S");
  private final TestOutlet outlet = new TestOutlet();

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void tellsAnIdleClientUpToWhereItHasEverything() {
    hub.open(0);
    hub.join(outlet, 0, "narrow");
    hub.commit(1, 7, "other");
    await().untilAsserted(() -> assertThat(outlet.frames()).startsWith("ready", "heartbeat 1.7"));
  }

  @Test
  void isNotNeededWhereSomethingElseIsSent() {
    hub.open(0);
    TestOutlet idle = new TestOutlet();
    hub.join(idle, 0, "none");
    hub.join(outlet, 0, "t");
    int[] n = {0};
    await()
        .pollInterval(100, TimeUnit.MILLISECONDS)
        .until(
            () -> {
              n[0]++;
              hub.commit(n[0], n[0], "t");
              return idle.frames().size() >= 3;
            });
    assertThat(idle.frames()).contains("ready").anyMatch(frame -> frame.startsWith("heartbeat 1."));
    assertThat(outlet.frames()).noneMatch(frame -> frame.startsWith("heartbeat"));
  }

  @Test
  void saysNothingBeforePostgresqlWasReached() {
    TestOutlet later = new TestOutlet();
    hub.join(outlet);
    await().until(() -> outlet.asked() >= 6); // twice at each tick, one a second
    assertThat(outlet.frames()).isEmpty();
    hub.open(7);
    hub.join(later);
    await().untilAsserted(() -> assertThat(outlet.frames()).containsExactly("heartbeat 1.7"));
  }

  @Test
  void knocksTwiceBefore() {
    long idleSince = System.nanoTime();
    Heartbeat heartbeat = new Heartbeat();
    assertThat(signs(heartbeat, idleSince, TestShape.KNOCKING))
        .containsExactly("knock", "knock", "heartbeat 1.7");
    assertThat(signs(new Heartbeat(), idleSince, TestShape.PLAIN)).containsExactly("heartbeat 1.7");
  }

  /** What a client gets that is idle for half a minute, up to the first heartbeat. */
  private static List<String> signs(Heartbeat heartbeat, long since, TestShape shape) {
    List<String> signs = new ArrayList<>();
    for (int seconds = 0; seconds < 60 && !signs.contains("heartbeat 1.7"); seconds++) {
      long now = since + TimeUnit.SECONDS.toNanos(seconds);
      heartbeat
          .due(now, TimeUnit.SECONDS.toNanos(30), shape, new Position(1, 7))
          .ifPresent(signs::add);
    }
    return signs;
  }
}
