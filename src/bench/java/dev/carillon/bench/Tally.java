package dev.carillon.bench;

import java.lang.management.ManagementFactory;
import java.util.List;

/** What a run's clients have seen together. One thread. */
final class Tally {
  private final long firstSeq;
  private final Histogram latency = new Histogram();
  private long now;
  private long firstMicros;
  private long lastMicros;
  private long deliveries;
  private long doubled;
  private long disordered;
  private int ready;
  private int closed;

  Tally(long firstSeq) {
    this.firstSeq = firstSeq;
  }

  /** Processor time of this thread, in nanoseconds. */
  static long threadCpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** The time of what is counted from now on, in microseconds since 1970. */
  void readAt(long micros) {
    now = micros;
  }

  /** One more client has been answered. */
  void ready() {
    ready++;
  }

  int answered() {
    return ready;
  }

  /** The server has closed one. */
  void close() {
    closed++;
  }

  long deliveries() {
    return deliveries;
  }

  /** A change has arrived. */
  void deliver(Reader reader, long seq, long sentMicros) {
    if (seq < firstSeq) {
      return; // of a run before
    }
    deliveries++;
    firstMicros = firstMicros == 0 ? now : firstMicros;
    lastMicros = now;
    latency.add(now - sentMicros);
    switch (reader.note(seq - firstSeq)) {
      case DOUBLED -> doubled++;
      case DISORDERED -> disordered++;
      case NEXT -> {}
    }
  }

  /** How many different changes the client that has the fewest has. */
  long least(List<Reader> readers) {
    return readers.stream().mapToLong(Reader::different).min().orElse(Long.MAX_VALUE);
  }

  Seen seen(List<Reader> readers, long expected, int connected, double connecting, long cpuBefore) {
    long missing =
        readers.stream().mapToLong(reader -> Math.max(0, expected - reader.different())).sum();
    return new Seen(
        connected,
        connecting,
        deliveries,
        (lastMicros - firstMicros) / 1e6,
        missing,
        doubled,
        disordered,
        closed,
        latency.milliseconds(0.5),
        latency.milliseconds(0.99),
        lastMicros,
        (threadCpu() - cpuBefore) / 1e9);
  }
}
