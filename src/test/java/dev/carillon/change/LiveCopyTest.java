package dev.carillon.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a copy knows of its table, and when it asks. */
@Timeout(30)
class LiveCopyTest {
  private final NumberTable table = new NumberTable();

  @BeforeEach
  void open() {
    table.copy.opened();
  }

  @Test
  void readsTheTableOnceAndGoesOnByItsChanges() {
    table.commit(1);
    assertThat(table.all()).containsExactly(1L);
    table.commit(2);
    assertThat(table.all()).containsExactly(1L, 2L);
    assertThat(table.reads).isEqualTo(1);
  }

  @Test
  void hasWhatIsCommittedWhileItReads() {
    table.whileReading = () -> table.commit(2);
    table.commit(1);
    assertThat(table.all()).as("as read").containsExactly(1L);
    assertThat(table.all()).containsExactly(1L, 2L);
    assertThat(table.reads).isEqualTo(1);
  }

  @Test
  void takesAChangeThatItHasReadAlreadyForNoOther() {
    table.rows.add(7L); // committed, and not told yet
    assertThat(table.all()).containsExactly(7L);
    table.copy.changed(Samples.insert(7, "t"));
    assertThat(table.all()).containsExactly(7L);
  }

  @Test
  void readsAnewWhatTheChangesDoNotTell() {
    table.commit(1);
    assertThat(table.all()).containsExactly(1L);
    table.rows.clear();
    table.copy.changed(Samples.truncate(2, "t"));
    table.commit(3);
    assertThat(table.all()).containsExactly(3L);
    assertThat(table.reads).isEqualTo(2);
  }

  @Test
  void keepsNothingThatWasReadWhileTheChangesDidNotTellAll() {
    table.whileReading = () -> table.copy.changed(Samples.truncate(1, "t"));
    assertThat(table.all()).isEmpty();
    table.whileReading = () -> {};
    table.rows.add(5L);
    assertThat(table.all()).containsExactly(5L);
  }

  @Test
  void forgetsAllWhenTheLogIsOpenedAnewAlsoWhatIsBeingRead() {
    table.commit(1);
    assertThat(table.all()).containsExactly(1L);
    table.rows.clear(); // lost with the old primary
    table.copy.opened();
    table.whileReading = table.copy::opened;
    assertThat(table.all()).isEmpty();
    table.whileReading = () -> {};
    table.rows.add(9L);
    assertThat(table.all()).as("not what was read for another log").containsExactly(9L);
  }

  @Test
  void asksTheTableWhileNobodyTellsWhatChanges() {
    table.commit(1);
    assertThat(table.all()).containsExactly(1L);
    table.connected = false;
    table.rows.add(2L);
    assertThat(table.all()).containsExactly(1L, 2L);
    table.connected = true;
    table.copy.changed(Samples.insert(2, "t"));
    assertThat(table.all()).containsExactly(1L, 2L);
    assertThat(table.reads).isEqualTo(2);
  }

  @Test
  void triesAgainWhenTheTableCouldNotBeRead() {
    table.whileReading =
        () -> {
          throw new IllegalStateException("the database is away");
        };
    assertThatThrownBy(table::all).hasMessage("the database is away");
    table.whileReading = () -> {};
    table.commit(1);
    assertThat(table.all()).containsExactly(1L);
    assertThat(table.all()).containsExactly(1L);
    assertThat(table.reads).isEqualTo(2);
  }

  @Test
  void makesTheListenerWaitForNoReaderAndReadsOnceForAll() throws Exception {
    Semaphore answers = new Semaphore(0);
    CyclicBarrier reading = new CyclicBarrier(2);
    table.whileReading =
        () -> {
          await(reading);
          answers.acquireUninterruptibly();
        };
    var first = CompletableFuture.supplyAsync(table::all);
    await(reading);
    table.commit(1); // returns, while the reader waits
    var second = CompletableFuture.supplyAsync(table::all);
    answers.release();
    assertThat(first.get()).isEmpty();
    assertThat(second.get()).containsExactly(1L);
    assertThat(table.reads).isEqualTo(1);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
