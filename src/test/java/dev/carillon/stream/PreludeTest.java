package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import dev.carillon.change.SnapshotPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A subscriber that is given the rows first, and then what happens to them. */
class PreludeTest {
  private final TestHub hub = new TestHub();
  private final MemorySnapshots snapshots = hub.memorySnapshots();
  private final TestOutlet outlet = new TestOutlet();

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void givesTheRowsInPagesAndThenWhatFollowsThem() {
    hub.open(3);
    snapshots.hold(1200, at(5));
    join(begin());
    hub.commit(4, 8, "t");

    List<String> expected = new ArrayList<>(List.of("ready"));
    expected.addAll(rows(1, 500));
    expected.add("part 500");
    expected.addAll(rows(501, 1000));
    expected.add("part 1000");
    expected.addAll(rows(1001, 1200));
    expected.addAll(List.of("end 1.5", "6", "7", "8"));
    await().untilAsserted(() -> assertThat(outlet.frames()).isEqualTo(expected));
  }

  @Test
  void goesOnInTheMiddle() {
    hub.open(5);
    snapshots.hold(700, at(5));
    SnapshotPlace place = begin().at(1, 1, 600, 1);
    join(place);
    List<String> expected = new ArrayList<>(List.of("ready"));
    expected.addAll(rows(601, 700));
    expected.add("end 1.5");
    await().untilAsserted(() -> assertThat(outlet.frames()).isEqualTo(expected));
  }

  @Test
  void readsOnePageForMany() {
    hub.open(5);
    snapshots.hold(400, at(5));
    SnapshotPlace place = begin();
    List<TestOutlet> crowd = IntStream.range(0, 100).mapToObj(i -> new TestOutlet()).toList();
    hub.hub().run(() -> crowd.forEach(one -> join(one, place)));
    for (TestOutlet one : crowd) {
      await().untilAsserted(() -> assertThat(one.frames()).hasSize(402));
    }
    assertThat(snapshots.read()).isLessThan(crowd.size());
  }

  @Test
  void waitsForADatabaseThatIsAway() {
    hub.open(5);
    snapshots.hold(2, at(5));
    SnapshotPlace place = begin();
    snapshots.away(true);
    join(place);
    await().untilAsserted(() -> assertThat(outlet.frames()).containsExactly("ready"));
    snapshots.away(false);
    await()
        .untilAsserted(
            () -> assertThat(outlet.frames()).containsExactly("ready", "1001", "1002", "end 1.5"));
  }

  @Test
  void saysThatItBeginsAnewWhereTheSnapshotIsGone() {
    hub.open(5);
    snapshots.hold(2, at(5));
    SnapshotPlace place = begin();
    snapshots.forget();
    join(place);
    await()
        .untilAsserted(
            () ->
                assertThat(outlet.frames())
                    .containsExactly(
                        "ready", "reset expired 1.5 not resumable", "1001", "1002", "end 1.5"));
  }

  @Test
  void givesTheRowsAnewAfterAReset() {
    hub.open(5);
    snapshots.hold(1, at(5));
    join(begin());
    await().until(() -> outlet.frames().contains("end 1.5"));
    snapshots.hold(2, at(9));
    hub.reset(at(9), ResetReason.AHEAD);
    await()
        .untilAsserted(
            () ->
                assertThat(outlet.frames())
                    .endsWith("reset ahead 1.9 not resumable", "1001", "1002", "end 1.9"));
    hub.commit(10, 10, "t");
    await().untilAsserted(() -> assertThat(outlet.frames()).endsWith("end 1.9", "10"));
  }

  @Test
  void endsOneWhoUnsubscribesInTheMiddle() {
    hub.open(5);
    snapshots.hold(10_000, at(5));
    outlet.stuck(true);
    Subscriber subscriber = join(begin());
    subscriber.unsubscribe(Walk.all("t").topic(), "unsubscribed");
    outlet.stuck(false);
    subscriber.wake();
    hub.commit(6, 6, "t");
    await()
        .untilAsserted(() -> assertThat(outlet.frames()).containsExactly("ready", "unsubscribed"));
  }

  private SnapshotPlace begin() {
    return snapshots.begin(List.of(Walk.all("t").topic()));
  }

  private Subscriber join(SnapshotPlace place) {
    return join(outlet, place);
  }

  private Subscriber join(TestOutlet one, SnapshotPlace place) {
    Subscriber subscriber = hub.hub().join(Transport.SSE, TestShape.SNAPSHOTS, one);
    subscriber.subscribe(
        List.of(Walk.all("t")), new Start(place.position(), null, place, 1), "ready");
    return subscriber;
  }

  private static List<String> rows(int from, int to) {
    return IntStream.rangeClosed(1000 + from, 1000 + to).mapToObj(Integer::toString).toList();
  }

  private static Position at(long n) {
    return new Position(1, n);
  }
}
