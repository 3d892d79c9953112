package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A proxy on the way collects what an event stream carries: the browser's client finds out, and
 * says so.
 */
class HeldBackIT {
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
  @ValueSource(strings = {"", "shared"})
  void saysThatSomethingOnTheWayHoldsEventsBack(String way) throws Exception {
    try (NetworkPath path = NetworkPath.holdingStreamsFor(Duration.ofSeconds(6))) {
      tabs = Tabs.of(path.url());
      Tab tab = tabs.open();
      tab.follow(topic(), "", way);
      await().atMost(PATIENCE).until(() -> tab.detail("heldBack") != null);
      table.insert("late");

      tab.awaitIds(List.of(1));
      assertThat(((Number) tab.detail("heldBack")).doubleValue()).isGreaterThan(2_000);
      assertThat(tab.lastState()).isEqualTo("live");
    }
  }

  @Test
  void findsNothingOnAClearWay() {
    tabs = Tabs.of();

    assertThat(probe(tabs.open())).isZero();
  }

  @Test
  void findsHeartbeatsThatComeAllAtOnceThoughTheGreetingCameInTime() {
    try (NetworkPath path = NetworkPath.holdingWhatFollowsTheGreetingFor(Duration.ofSeconds(6))) {
      tabs = Tabs.of(path.url());

      assertThat(probe(tabs.open())).isGreaterThan(1_000);
    }
  }

  /** What the probe finds on the way to Carillon. */
  private long probe(Tab tab) {
    return (Long)
        tab.evaluate(
            "import(new URL('../carillon-probe.js', location.href))"
                + ".then(({ heldBack }) => heldBack(new URL('events?topic=%s', location.href).href))"
                    .formatted(table.name())
                + ".then(Math.round)");
  }

  private Map<String, Object> topic() {
    return Map.of("topics", List.of(table.name()));
  }
}
