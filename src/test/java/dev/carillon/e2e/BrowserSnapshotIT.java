package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What carillon.js promises to a page that wants some rows first, and then what becomes of them.
 */
class BrowserSnapshotIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** More than a page, of a stream as well as of the log. */
  private static final int ROWS = 1_200;

  private static final String ROWS_ARE_OF_THE_SNAPSHOT =
      "told.changes.every(({ op, position }) => op === 'insert' || position === told.snapshots[0])";

  @RegisterExtension private final WatchedTable table = new WatchedTable();
  private Tabs tabs;

  @BeforeEach
  void open() {
    tabs = Tabs.of();
  }

  @AfterEach
  void close() {
    tabs.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shared", "socket"})
  void bringsTheRowsThatMatchAndThenWhatChangesAlsoAfterACut(String way) throws Exception {
    table.insertAtOnce(1, ROWS);
    Tab tab = tabs.open();
    tab.follow(matching("id=gt=100", Map.of()), "", way);
    awaitSnapshots(tab, 1);
    tab.awaitIds(IntStream.rangeClosed(101, ROWS).boxed().toList());
    // Or inserts, where a snapshot is shared that somebody has begun before
    assertThat(tab.evaluate(ROWS_ARE_OF_THE_SNAPSHOT)).isEqualTo(true);
    assertThat(tab.evaluate("told.states.some(({ snapshot }) => snapshot)")).isEqualTo(true);
    tab.awaitState("live");

    tab.evaluate("told.changes.length = 0");
    Sql.execute("UPDATE " + table.name() + " SET id = id + 10000 WHERE id IN (7, 107)");
    tab.awaitIds(List.of(10_007, 10_107));
    assertThat(tab.evaluate("told.changes.map(({ moved }) => moved).join()")).isEqualTo("in,");
    tab.evaluate("told.stream.reconnect()");
    Sql.execute("DELETE FROM " + table.name() + " WHERE id IN (8, 108)");

    tab.awaitIds(List.of(10_007, 10_107, 108));
    tab.awaitState("live");
    assertThat(tab.evaluate("told.snapshots.length")).isEqualTo(1L);
    assertThat(tabs.errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shared", "socket"})
  void bringsTheRowsAnewWhenWhatWasMissedCannotBeReplayed(String way) throws Exception {
    table.insert("one", "two");
    Tab tab = tabs.open();
    tab.follow(
        matching("id=gt=0", Map.of("lastEventId", "1.900000000", "listensToResets", true)),
        "",
        way);
    awaitSnapshots(tab, 1);
    tab.awaitIds(List.of(1, 2));
    assertThat(tab.evaluate("told.resets.join()")).isEqualTo("ahead");
    table.insert("three");

    tab.awaitIds(List.of(1, 2, 3));
    tab.awaitState("live");
  }

  @Test
  void tabsWithOtherFiltersAreSharedApart() throws Exception {
    Tab low = tabs.open();
    low.follow(matching("id=lt=3", Map.of()), "", "shared");
    Tab high = tabs.open();
    high.follow(matching("id=gt=3", Map.of()), "", "shared");
    awaitSnapshots(low, 1);
    awaitSnapshots(high, 1);
    low.awaitState("live");
    high.awaitState("live");
    table.insertAtOnce(1, 5);

    low.awaitIds(List.of(1, 2));
    high.awaitIds(List.of(4, 5));
  }

  private Map<String, Object> matching(String filter, Map<String, Object> more) {
    Map<String, Object> options = new HashMap<>(more);
    options.putAll(Map.of("topics", List.of(table.name()), "filter", filter, "snapshot", true));
    return options;
  }

  private static void awaitSnapshots(Tab tab, long count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(tab.evaluate("told.snapshots.length")).isEqualTo((Object) count));
  }
}
