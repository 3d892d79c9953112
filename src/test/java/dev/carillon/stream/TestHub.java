package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import dev.carillon.change.Samples;
import dev.carillon.config.Settings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.LongStream;

/** A hub with its threads over a log in memory, and the listener's part of it. */
final class TestHub implements AutoCloseable {
  private final MemoryHistory history = new MemoryHistory();
  private final Census census = new Census();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(0);
  private final MemorySnapshots memorySnapshots = new MemorySnapshots();
  private final Replayer replayer;
  private final SnapshotReader snapshots;
  private final Hub hub;

  /** A ring of 16 changes, unless settings say otherwise: names and values by turns. */
  TestHub(String... settings) {
    Map<String, String> values = new HashMap<>(Map.of("carillon.tail.size", "16"));
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    var threads = new TestThreads();
    replayer = new Replayer(history, threads);
    snapshots = new SnapshotReader(memorySnapshots, threads);
    hub =
        new Hub(
            new Settings(name -> Optional.ofNullable(values.get(name))),
            replayer,
            snapshots,
            census,
            new Workers(threads, clock));
    hub.start();
  }

  Hub hub() {
    return hub;
  }

  Census census() {
    return census;
  }

  MemoryHistory history() {
    return history;
  }

  MemorySnapshots memorySnapshots() {
    return memorySnapshots;
  }

  SnapshotReader snapshots() {
    return snapshots;
  }

  /** Opens the log at a number, as the listener does at its start. */
  TestHub open(long n) {
    hub.opened(new LogOpened(new Position(1, n), null));
    return this;
  }

  void reset(Position at, ResetReason reason) {
    hub.opened(new LogOpened(at, reason));
  }

  /** Puts changes into the log that are older than where the listener begins. */
  TestHub logged(long upTo, String topic) {
    LongStream.rangeClosed(1, upTo).forEach(n -> history.add(Samples.insert(n, topic)));
    return this;
  }

  void commit(long from, long to, String topic) {
    LongStream.rangeClosed(from, to).forEach(n -> commit(Samples.insert(n, topic)));
  }

  void commit(Change change) {
    history.add(change);
    hub.changed(change);
  }

  Subscriber join(Outlet outlet) {
    return hub.join(Transport.SSE, TestShape.PLAIN, outlet);
  }

  /** A client that gets everything of these topics after a number. */
  Subscriber join(Outlet outlet, long after, String... topics) {
    Subscriber subscriber = join(outlet);
    subscriber.subscribe(
        Arrays.stream(topics).map(Walk::all).toList(),
        new Start(new Position(1, after), null, null, 1),
        "ready");
    return subscriber;
  }

  /** What a client sees that gets every change of a range, after its greeting. */
  static List<String> greetingAnd(long from, long to) {
    return LongStream.rangeClosed(from - 1, to)
        .mapToObj(n -> n == from - 1 ? "ready" : Long.toString(n))
        .toList();
  }

  @Override
  public void close() {
    hub.stop();
    replayer.stop();
    snapshots.stop();
    clock.shutdownNow();
  }
}
