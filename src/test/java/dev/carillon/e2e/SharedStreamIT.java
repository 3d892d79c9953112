package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tabs of one browser that read one stream together, by carillon-shared.js. */
class SharedStreamIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension private final WatchedTable table = new WatchedTable();
  @RegisterExtension private final WatchedTable other = new WatchedTable();
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
  void tabsOfOneOriginShareOneStream() throws Exception {
    Tab one = following();
    Tab two = following();
    Tab three = following();
    table.insert("for", "all");

    one.awaitIds(List.of(1, 2));
    two.awaitIds(List.of(1, 2));
    three.awaitIds(List.of(1, 2));
    awaitStreams(1);
    assertThat(tabs.errors()).isEmpty();
  }

  @Test
  void aTabThatComesWithAnOlderPositionGetsWhatItMisses() throws Exception {
    Tab leader = following();
    String before = (String) leader.evaluate("told.stream.position");
    table.insertAtOnce(1, 2_500);
    leader.awaitIds(idsUpTo(2_500));

    Tab late = tabs.open();
    late.follow(
        Map.of("topics", List.of(table.name()), "lastEventId", before, "format", "change"),
        "",
        "shared");
    late.awaitIds(idsUpTo(2_500));
    table.insertAtOnce(2_501, 2_510);

    late.awaitIds(idsUpTo(2_510));
    leader.awaitIds(idsUpTo(2_510));
    assertThat(late.evaluate("told.changes[0].replay")).isEqualTo(true);
    assertThat(late.evaluate("told.changes.at(-1).replay")).isEqualTo(false);
    awaitStreams(1);
  }

  @Test
  void tabsWithOtherTopicsShareItAndSeeTheirOwn() throws Exception {
    Tab one = following();
    Tab two = tabs.open();
    two.followShared(other.name());
    two.awaitState("live");
    table.insertAtOnce(1, 1);
    other.insertAtOnce(7, 7);
    table.insertAtOnce(2, 2);

    one.awaitIds(List.of(1, 2));
    two.awaitIds(List.of(7));
    awaitStreams(1);
    assertThat(one.lastState()).isEqualTo("live");
  }

  @Test
  void aTopicThatDoesNotExistHurtsOnlyTheTabThatWantsIt() throws Exception {
    Tab good = following();
    Tab bad = tabs.open();
    bad.followShared("no_such_topic");
    bad.awaitState("offline");
    await().atMost(PATIENCE).until(() -> Long.valueOf(404).equals(bad.detail("status")));
    table.insert("fine");

    good.awaitIds(List.of(1));
    assertThat(good.evaluate("told.states.some(({ state }) => state === 'offline')"))
        .isEqualTo(false);
    // Not of the newest state: it goes on trying
    assertThat(bad.evaluate("told.states.some(({ reason }) => reason?.includes('no_such_topic'))"))
        .isEqualTo(true);
  }

  @Test
  void aLeadingTabWithATopicThatDoesNotExistLeavesTheLeadToTheNext() throws Exception {
    Tab bad = tabs.open();
    bad.followShared("no_such_topic");
    bad.awaitState("offline");
    Tab good = following();
    table.insert("fine");

    good.awaitIds(List.of(1));
    assertThat(bad.lastState()).isEqualTo("offline");
  }

  @Test
  void sharesASocketToo() throws Exception {
    Map<String, Object> options = Map.of("topics", List.of(table.name()));
    Tab one = tabs.open();
    one.follow(options, "", "shared socket");
    Tab two = tabs.open();
    two.follow(options, "", "shared socket");
    one.awaitState("live");
    two.awaitState("live");
    table.insert("one", "two");

    one.awaitIds(List.of(1, 2));
    two.awaitIds(List.of(1, 2));
    await().atMost(PATIENCE).until(() -> Api.subscribers("websocket") == 1);
    awaitStreams(0);
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
