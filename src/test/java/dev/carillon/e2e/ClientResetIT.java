package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The browser's client comes from a place that the log never had: what a page is told of that. */
class ClientResetIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @RegisterExtension private final WatchedTable table = new WatchedTable();
  private Tabs tabs;

  @AfterEach
  void close() {
    if (tabs != null) {
      tabs.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shared", "socket"})
  void callsBackWhenWhatWasMissedCannotBeReplayed(String way) throws Exception {
    tabs = Tabs.of();
    Tab tab = tabs.open();
    tab.follow(from("1.900000000", true), "", way);
    tab.awaitState("live");
    await().atMost(PATIENCE).until(() -> tab.evaluate("told.resets.join()").equals("ahead"));
    table.insert("after");

    tab.awaitIds(List.of(1));
    assertThat(tab.detail("reset")).isNull();
    assertThat(tab.evaluate("told.resets.length")).isEqualTo(1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shared", "socket"})
  void saysSoAsAStateWhereNobodyAskedToBeCalled(String way) throws Exception {
    tabs = Tabs.of();
    Tab tab = tabs.open();
    tab.follow(from("1.900000000", false), "", way);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(tab.detail("reset?.reason")).isEqualTo("ahead"));
    table.insert("after");

    tab.awaitIds(List.of(1));
    assertThat(tab.lastState()).isEqualTo("live");
  }

  private Map<String, Object> from(String position, boolean listensToResets) {
    return Map.of(
        "topics",
        List.of(table.name()),
        "lastEventId",
        position,
        "listensToResets",
        listensToResets);
  }
}
