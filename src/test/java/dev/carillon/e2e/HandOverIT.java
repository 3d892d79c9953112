package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The tab that reads for the others ends: the next goes on, and nobody misses anything or sees it
 * twice.
 */
class HandOverIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PER_SECOND = 40;

  @RegisterExtension private final WatchedTable table = new WatchedTable();
  @RegisterExtension private final WatchedTable signal = new WatchedTable();
  private Tabs tabs;

  @BeforeEach
  void open() {
    tabs = Tabs.of();
  }

  @AfterEach
  void close() {
    if (tabs != null) {
      tabs.close();
    }
  }

  @Test
  void theNextTabGoesOnWithoutAGapOrADoubleWhenTheLeadingTabIsClosed() throws Exception {
    Tab leader = following();
    Tab second = following();
    Tab last = following();
    try (Writer writer = Writer.start(table.name(), PER_SECOND)) {
      writer.awaitMore(PER_SECOND);
      leader.close();
      writer.awaitMore(PER_SECOND);
      second.close();
      writer.awaitMore(PER_SECOND);

      last.awaitIds(idsUpTo(writer.stop()));
    }
    awaitStreams(1);
    assertThat(tabs.errors()).isEmpty();
  }

  @Test
  void theNextTabGoesOnWithoutAGapOrADoubleWhenTheLeadingTabCrashes() throws Exception {
    Tab leader = following();
    Tab last = following();
    try (Writer writer = Writer.start(table.name(), PER_SECOND)) {
      writer.awaitMore(PER_SECOND);
      leader.crash();
      writer.awaitMore(PER_SECOND);

      last.awaitIds(idsUpTo(writer.stop()));
    }
  }

  @Test
  void theNextTabGoesOnWithoutAGapOrADoubleWhileTheLeadingTabIsFrozen() throws Exception {
    Tab leader = following();
    Tab last = following();
    List<Integer> all;
    try (Writer writer = Writer.start(table.name(), PER_SECOND)) {
      writer.awaitMore(PER_SECOND);
      leader.freeze(true);
      writer.awaitMore(PER_SECOND);
      all = idsUpTo(writer.stop());
    }
    last.awaitIds(all);
    leader.freeze(false);
    leader.awaitIds(all);
    awaitStreams(1);
    assertThat(tabs.errors()).isEmpty();
  }

  @Test
  void theNextTabGoesOnWithoutAGapOrADoubleWhileTheLeadingTabHangs() throws Exception {
    Tab leader = following();
    Tab last = following();
    List<Integer> all;
    try (Writer writer = Writer.start(table.name(), PER_SECOND)) {
      writer.awaitMore(PER_SECOND);
      leader.hangUntilChange(signal.name());
      writer.awaitMore(PER_SECOND);
      all = idsUpTo(writer.stop());
    }
    awaitStreams(2); // the one of a leader that hangs stays open
    last.awaitIds(all);
    signal.insert("go on");
    leader.awaitIds(all);
    awaitStreams(1);
    assertThat(tabs.errors()).isEmpty();
  }

  private Tab following() {
    Tab tab = tabs.open();
    tab.followShared(table.name());
    tab.awaitState("live");
    return tab;
  }

  private static List<Integer> idsUpTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  /** Those of closed tabs are seen to have gone after a while. */
  private static void awaitStreams(int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(Api.subscribers("sse")).isEqualTo(count));
  }
}
