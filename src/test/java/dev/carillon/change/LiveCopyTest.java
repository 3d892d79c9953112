package dev.carillon.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A copy of a table of numbers, which only grows; what truncates it, only the table knows. */
@Timeout(30)
class LiveCopyTest {
  private final List<Long> table = new ArrayList<>();
  private boolean connected = true;
  private int reads;
  private Runnable whileReading = () -> {};
  private final LiveCopy<List<Long>> copy =
      new LiveCopy<>(() -> connected, this::read, LiveCopyTest::follows);

  @BeforeEach
  void open() {
    copy.opened();
  }

  @Test
  void readsTheTableOnceAndGoesOnByItsChanges() {
    commit(1);
    assertThat(all()).containsExactly(1L);
    commit(2);
    assertThat(all()).containsExactly(1L, 2L);
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void hasWhatIsCommittedWhileItReads() {
    whileReading = () -> commit(2);
    commit(1);
    assertThat(all()).as("as read").containsExactly(1L);
    assertThat(all()).containsExactly(1L, 2L);
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void takesAChangeThatItHasReadAlreadyForNoOther() {
    table.add(7L); // committed, and not told yet
    assertThat(all()).containsExactly(7L);
    copy.changed(Samples.insert(7, "t"));
    assertThat(all()).containsExactly(7L);
  }

  @Test
  void readsAnewWhatTheChangesDoNotTell() {
    commit(1);
    assertThat(all()).containsExactly(1L);
    table.clear();
    copy.changed(Samples.truncate(2, "t"));
    commit(3);
    assertThat(all()).containsExactly(3L);
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void keepsNothingThatWasReadWhileTheChangesDidNotTellAll() {
    whileReading = () -> copy.changed(Samples.truncate(1, "t"));
    assertThat(all()).isEmpty();
    whileReading = () -> {};
    table.add(5L);
    assertThat(all()).containsExactly(5L);
  }

  @Test
  void forgetsAllWhenTheLogIsOpenedAnewAlsoWhatIsBeingRead() {
    commit(1);
    assertThat(all()).containsExactly(1L);
    table.clear(); // lost with the old primary
    copy.opened();
    whileReading = copy::opened;
    assertThat(all()).isEmpty();
    whileReading = () -> {};
    table.add(9L);
    assertThat(all()).as("not what was read for another log").containsExactly(9L);
  }

  @Test
  void asksTheTableWhileNobodyTellsWhatChanges() {
    commit(1);
    assertThat(all()).containsExactly(1L);
    connected = false;
    table.add(2L);
    assertThat(all()).containsExactly(1L, 2L);
    connected = true;
    copy.changed(Samples.insert(2, "t"));
    assertThat(all()).containsExactly(1L, 2L);
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void triesAgainWhenTheTableCouldNotBeRead() {
    whileReading =
        () -> {
          throw new IllegalStateException("the database is away");
        };
    assertThatThrownBy(this::all).hasMessage("the database is away");
    whileReading = () -> {};
    commit(1);
    assertThat(all()).containsExactly(1L);
    assertThat(all()).containsExactly(1L);
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void makesTheListenerWaitForNoReaderAndReadsOnceForAll() throws Exception {
    Semaphore answers = new Semaphore(0);
    CyclicBarrier reading = new CyclicBarrier(2);
    whileReading =
        () -> {
          await(reading);
          answers.acquireUninterruptibly();
        };
    var first = CompletableFuture.supplyAsync(this::all);
    await(reading);
    commit(1); // returns, while the reader waits
    var second = CompletableFuture.supplyAsync(this::all);
    answers.release();
    assertThat(first.get()).isEmpty();
    assertThat(second.get()).containsExactly(1L);
    assertThat(reads).isEqualTo(1);
  }

  private void commit(long n) {
    table.add(n);
    copy.changed(Samples.insert(n, "t"));
  }

  private List<Long> all() {
    return copy.ask(List::copyOf);
  }

  private List<Long> read() {
    reads++;
    List<Long> found = new ArrayList<>(table);
    whileReading.run();
    return found;
  }

  private static boolean follows(List<Long> numbers, Change change) {
    long n = change.position().n();
    if (!change.op().isOfTable() && !numbers.contains(n)) {
      numbers.add(n);
    }
    return !change.op().isOfTable();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
