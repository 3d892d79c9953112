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

/** The log forks: what was given out after some number is lost, and the numbers come again. */
@Timeout(30)
class ForkTest {

  private final TestHub hub = new TestHub("carillon.write.timeout", "PT1S");
  private final TestOutlet before = new TestOutlet();
  private final TestOutlet after = new TestOutlet();

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void showsNothingOfALostFutureFromAPageThatItHasReadBefore() {
    hub.logged(100, "t").open(100);
    join(before, 50);
    await().until(() -> before.frames().contains("1.100"));
    promote(60, 200);
    join(after, 50);
    await().until(() -> after.frames().contains("2.200"));
    assertThat(after.frames()).isEqualTo(changes(50, 60, 200));
  }

  @Test
  void showsNothingOfALostFutureFromAReadThatHasBegunBefore() {
    hub.logged(100, "t").open(100);
    hub.history().hold(true);
    join(before, 50);
    await().until(() -> hub.history().reads() == 1);
    promote(60, 200);
    join(after, 50);
    hub.history().hold(false);
    await().until(() -> after.frames().contains("2.200"));
    assertThat(after.frames()).isEqualTo(changes(50, 60, 200));
    assertThat(before.frames()).containsExactly("reset ahead 2.200");
  }

  @Test
  void goesNoFurtherThanThisNodeHasSeenThoughTheLogDoes() {
    hub.logged(100, "t").open(80);
    join(before, 50);
    await().until(() -> before.frames().contains("1.80"));
    cross(80, 140);
    await().until(() -> before.frames().contains("2.140"));
    assertThat(before.frames()).isEqualTo(changes(50, 80, 140));
  }

  @Test
  void resetsAClientOfANodeThatHadSeenMoreOfTheLostFuture() {
    hub.logged(100, "t").open(80);
    join(before, 95);
    join(after, 80);
    cross(80, 99);
    await().until(() -> after.frames().contains("2.99"));
    assertThat(after.frames()).isEqualTo(changes(80, 80, 99));
    await().until(() -> !before.frames().isEmpty());
    assertThat(before.frames().get(0)).startsWith("reset ahead 2.");
    assertThat(before.frames()).noneMatch(frame -> frame.startsWith("1."));
  }

  @Test
  void goesOverAForkAmidAPage() {
    hub.logged(100, "t").open(100);
    before.room(1);
    join(before, 50);
    await().until(() -> before.frames().size() > 5);
    cross(100, 180);
    await().until(() -> before.frames().contains("2.180"));
    assertThat(before.frames()).isEqualTo(changes(50, 100, 180));
  }

  /** A client that is told every change with its whole position. */
  private void join(TestOutlet outlet, long after) {
    hub.hub()
        .join(Transport.SSE, TestShape.PLACES, outlet)
        .subscribe(
            List.of(Walk.all("t")),
            new Start(new Position(1, after), null, null, hub.hub().tail().openings()),
            "");
  }

  /** This node has seen more than survived. */
  private void promote(long survived, long upTo) {
    hub.history().fork(survived, 2, upTo, "t");
    hub.reset(new Position(2, upTo), ResetReason.AHEAD);
  }

  /** This node has seen nothing that is lost. */
  private void cross(long survived, long upTo) {
    hub.history().fork(survived, 2, upTo, "t");
    LongStream.rangeClosed(survived + 1, upTo)
        .forEach(n -> hub.hub().changed(Samples.insert(new Position(2, n), "t")));
  }

  private static List<String> changes(long after, long fork, long to) {
    return LongStream.rangeClosed(after + 1, to)
        .mapToObj(n -> new Position(n <= fork ? 1 : 2, n).toString())
        .toList();
  }
}
