package dev.carillon.bench;

import java.util.List;
import java.util.Map;

/** Ten thousand who only wait, and half of them coming back at once. */
final class Idlers implements Scenario {
  private static final int MANY = 9_000;
  private static final int BACK = 5_000;
  private static final int BYTES = 200;

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public void play(Stage stage) throws Exception {
    ProcessHandle server = stage.carillon().server();
    Heap heap = new Heap(server);
    double before = heap.usedAfterCollection();
    int threadsBefore = Processes.threads(server);
    double[] with = new double[3];
    Map<String, Long> classesBefore = heap.classes();
    Profile.Sum classes = new Profile.Sum();
    Seen seen =
        stage.watch(
            stage.streams(MANY).expecting(1),
            () -> {
              with[0] = heap.usedAfterCollection();
              with[1] = Processes.threads(server);
              heap.classes()
                  .forEach(
                      (type, bytes) ->
                          classes.add(
                              "", type, (double) bytes - classesBefore.getOrDefault(type, 0L)));
              double cpu = stage.serverCpu();
              Commands.pause(java.time.Duration.ofSeconds(5));
              with[2] = (stage.serverCpu() - cpu) / 5 * 100;
              return stage.insert(Database.WATCHED, 1, 1, 0, BYTES).call();
            });
    Results results = stage.results();
    String title = seen.connected() + " idle clients";
    results.add(
        new Profile(
            name(),
            title,
            0,
            List.of(classes.top(15, "Heap by class", "bytes a client", 1.0 / seen.connected())),
            ""));
    double each = (with[0] - before) * 1024 / seen.connected();
    results.add(name(), seen.connected() + " clients: heap for each", "KB", List.of(each));
    results.add(name(), "threads of the server before", "", List.of((double) threadsBefore));
    results.add(name(), "threads of the server with them", "", List.of(with[1]));
    results.add(name(), "processor while they wait", "%", List.of(with[2]));
    results.add(name(), "until all were connected", "s", List.of(seen.connectSeconds()));
    results.atMost(name(), "under 8 KB of heap for an idle client" + seen.flaws(), each, 8, " KB");
    results.atMost(
        name(), "no thread for an idle client: at most 50 more", with[1] - threadsBefore, 50, "");
    Seen back = stage.watch(stage.streams(BACK), stage.insert(Database.WATCHED, 1, 1, 0, BYTES));
    results.add(name(), "5,000 back at once, until served", "s", List.of(back.connectSeconds()));
    results.atMost(
        name(), "5,000 back at once in 5 s" + back.flaws(), back.connectSeconds(), 5, " s");
  }
}
