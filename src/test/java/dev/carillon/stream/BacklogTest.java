package dev.carillon.stream;

import static dev.carillon.stream.TestHub.greetingAnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Crowds that are far behind. */
@Timeout(60)
class BacklogTest {
  private static final int PAGE = 500;

  private final TestHub hub = new TestHub("carillon.write.timeout", "PT30S");

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void readsEachPageOnceForACrowdThatBeginsAnywhere() {
    hub.logged(20 * PAGE, "t").open(20 * PAGE);
    List<TestOutlet> crowd = IntStream.range(0, 50).mapToObj(i -> new TestOutlet()).toList();
    IntStream.range(0, 50).forEach(i -> hub.join(crowd.get(i), 197L * i, "t"));

    IntStream.range(0, 50)
        .forEach(
            i ->
                await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> crowd.get(i).frames().size() == 1 + 20 * PAGE - 197 * i));
    assertThat(crowd.get(49).frames()).isEqualTo(greetingAnd(197 * 49 + 1, 20 * PAGE));
    // the rest of a page for each who begins amid it, and every page once
    assertThat(hub.history().reads()).isLessThanOrEqualTo(50 + 20);
  }

  @Test
  void goesOnWithAPageThatIsStillThereWithoutReadingItAgain() {
    hub.logged(PAGE, "t").open(PAGE);
    TestOutlet pages = new TestOutlet();
    pages.room(100);
    hub.join(pages, 0, "t");
    await().untilAsserted(() -> assertThat(pages.frames()).isEqualTo(greetingAnd(1, PAGE)));
    assertThat(hub.history().reads()).isEqualTo(1);
  }

  @Test
  void givesLiveClientsTheirTurnAmidThoseOfACrowdThatCatchesUp() {
    List<String> writers = new CopyOnWriteArrayList<>();
    hub.logged(5 * PAGE, "t").open(5 * PAGE);
    hub.join(new Recording(frames -> writers.add("live")), 5 * PAGE, "t");
    await().until(() -> writers.size() == 1);
    Consumer<List<String>> busy =
        frames -> {
          if (writers.size() == 220) { // amid a turn of the crowd
            writers.add("commit");
            hub.commit(5 * PAGE + 1, 5 * PAGE + 1, "t");
          }
          writers.add("crowd");
          spin(Duration.ofMillis(2));
        };
    IntStream.range(0, 100).forEach(i -> hub.join(new Recording(busy), 0, "t"));

    await().until(() -> writers.lastIndexOf("live") > 0);
    int between = writers.lastIndexOf("live") - writers.indexOf("commit");
    assertThat(between).isLessThan(40);
  }

  /** What a large write costs. */
  private static void spin(Duration duration) {
    long began = System.nanoTime();
    while (System.nanoTime() - began < duration.toNanos()) {
      Thread.onSpinWait();
    }
  }

  /** Tells of each write, in the dispatcher's thread. */
  private record Recording(Consumer<List<String>> onWrite) implements Outlet {
    @Override
    public boolean ready() {
      return true;
    }

    @Override
    public void write(Chunk chunk) {
      onWrite.accept(chunk.frames());
    }

    @Override
    public long progressAt() {
      return System.nanoTime();
    }

    @Override
    public void close(CloseReason reason) {
      // nothing to end
    }
  }
}
