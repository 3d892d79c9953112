package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.WebDriverException;

/** A tab that follows topics with carillon.js, as a page would, and keeps all that it is told. */
record Tab(Tabs tabs, String handle) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Arguments: the stream's options, and by which class and way it is to be read. */
  private static final String FOLLOW =
      """
      const [options, kind, way, done] = arguments;
      const from = (name) => import(new URL('../' + name, location.href));
      Promise.all(['', '-shared', '-socket', '-resume'].map((name) => from(`carillon${name}.js`)))
        .then(([{ ChangeStream }, { shared }, { socket }, { ResumedStream }]) => {
          const ways = { shared: shared(), socket, 'shared socket': shared(socket) };
          const told = (window.told = { changes: [], states: [], resets: [], snapshots: [] });
          const { listensToResets, ...given } = options;
          const Stream = kind === 'resumed' ? ResumedStream : ChangeStream;
          told.stream = new Stream({
            ...given,
            connect: ways[way],
            onChange: (change, arrival) => told.changes.push({ ...change, replay: arrival.replay }),
            onState: (state, detail) => told.states.push({ state, ...detail }),
            onSnapshot: (position) => told.snapshots.push(position),
            ...(listensToResets && { onReset: (reason) => told.resets.push(reason) }),
          });
          told.stream.open();
          done('');
        })
        .catch((error) => done(String(error)));
      """;

  /** Loads a page that has no stream of its own. */
  void load() {
    load(Tabs.QUIET_PAGE);
  }

  /**
   * @param page below Carillon's context root
   */
  void load(String page) {
    tabs.load(handle, page);
  }

  void leave() {
    tabs.in(handle).get("about:blank");
  }

  void close() {
    tabs.in(handle).close();
  }

  /** Takes the network away from it, or gives it back. */
  void network(boolean there) {
    Chromium.network(tabs.in(handle), there);
  }

  /** As a bug of the browser would end it. */
  void crash() {
    try {
      tabs.command(handle, "Page.crash", Map.of());
    } catch (WebDriverException crashed) {
      // that is how it is told
    }
  }

  /** As browsers do with tabs that nobody looks at: no script runs, but nothing is closed. */
  void freeze(boolean frozen) {
    tabs.command(
        handle, "Page.setWebLifecycleState", Map.of("state", frozen ? "frozen" : "active"));
  }

  /** It hears nothing more, as in an endless loop, until there is a change of this topic. */
  void hangUntilChange(String topic) {
    evaluate(
        "setTimeout(() => { const request = new XMLHttpRequest();"
            + " request.open('GET', 'changes?wait=30&after=latest&topic="
            + topic
            + "', false); request.send(); })");
  }

  void followShared(String topic) {
    follow(Map.of("topics", List.of(topic)), "", "shared");
  }

  /**
   * @param kind {@code resumed}, or empty
   * @param way {@code shared}, {@code socket}, {@code shared socket}, or empty for an EventSource
   */
  void follow(Map<String, Object> options, String kind, String way) {
    assertThat(tabs.in(handle).executeAsyncScript(FOLLOW, options, kind, way)).isEqualTo("");
  }

  void awaitState(String state) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(lastState()).isEqualTo(state));
  }

  String lastState() {
    return (String) evaluate("told.states.at(-1)?.state");
  }

  void awaitIds(List<Integer> ids) {
    await().atMost(PATIENCE).until(() -> count() >= ids.size());
    assertThat(ids()).isEqualTo(ids);
  }

  private long count() {
    return (Long) evaluate("told.changes.length");
  }

  /** Of the rows that it was told of, in that order. */
  List<Integer> ids() {
    String joined = (String) evaluate("told.changes.map(({ key }) => key.id).join()");
    return joined.isEmpty()
        ? List.of()
        : List.of(joined.split(",")).stream().map(Integer::valueOf).toList();
  }

  Object evaluate(String expression) {
    return tabs.in(handle).executeScript("return " + expression);
  }

  /** What the newest state says besides, as JavaScript reads it. */
  Object detail(String name) {
    return evaluate("told.states.at(-1)?." + name);
  }
}
