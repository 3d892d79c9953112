package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What carillon.js promises to a page, in a real browser. */
class BrowserClientIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @RegisterExtension private final WatchedTable table = new WatchedTable();
  @RegisterExtension private final WatchedTable other = new WatchedTable();
  private Tabs tabs;

  @AfterEach
  void close() {
    if (tabs != null) {
      tabs.close();
    }
  }

  @Test
  void resumesAfterAReloadWhereTheTabWas() throws Exception {
    tabs = Tabs.of();
    Tab tab = tabs.open();
    tab.follow(topic(), "resumed", "");
    tab.awaitState("live");
    table.insert("seen");
    tab.awaitIds(List.of(1));

    tab.leave();
    table.insert("missed", "missed, too");
    tab.load();
    tab.follow(topic(), "resumed", "");
    tab.awaitIds(List.of(2, 3));

    Tab another = tabs.open();
    another.follow(topic(), "resumed", "");
    another.awaitState("live");
    table.insert("new");
    tab.awaitIds(List.of(2, 3, 4));
    another.awaitIds(List.of(4));
    assertThat(tabs.errors()).isEmpty();
  }

  @Test
  void speaksWebSocketWhenAskedAndGoesOnAfterACut() throws Exception {
    try (NetworkPath path = NetworkPath.clear()) {
      tabs = Tabs.of(path.url());
      Tab tab = tabs.open();
      tab.follow(Map.of("topics", List.of(table.name(), other.name())), "", "socket");
      tab.awaitState("live");
      await().atMost(PATIENCE).until(() -> Api.subscribers("websocket") == 1);
      await().atMost(PATIENCE).until(() -> Api.subscribers("sse") == 0);
      table.insertAtOnce(1, 1);
      other.insertAtOnce(2, 2);
      tab.awaitIds(List.of(1, 2));

      path.cut();
      tab.awaitState("offline");
      table.insertAtOnce(3, 3);
      other.insertAtOnce(4, 4);
      table.insertAtOnce(5, 5);
      path.mend();
      tab.awaitIds(List.of(1, 2, 3, 4, 5));
      other.insertAtOnce(6, 6);

      tab.awaitIds(List.of(1, 2, 3, 4, 5, 6));
      tab.awaitState("live");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shared"})
  void saysThatItIsOfflineAndGoesOnWithoutAGapWhenTheNetworkIsBack(String way) throws Exception {
    try (NetworkPath path = NetworkPath.clear()) {
      tabs = Tabs.of(path.url());
      Tab tab = tabs.open();
      tab.follow(topic(), "", way);
      tab.awaitState("live");
      table.insert("before");
      tab.awaitIds(List.of(1));

      path.cut();
      tab.awaitState("offline");
      table.insertAtOnce(2, 200);
      path.mend();

      tab.awaitIds(IntStream.rangeClosed(1, 200).boxed().toList());
      tab.awaitState("live");
      assertThat(tab.evaluate("told.states.some(({ state }) => state === 'catching-up')"))
          .isEqualTo(true);
    }
  }

  private Map<String, Object> topic() {
    return Map.of("topics", List.of(table.name()));
  }
}
