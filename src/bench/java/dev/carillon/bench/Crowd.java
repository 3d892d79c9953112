package dev.carillon.bench;

import java.util.Optional;

/**
 * The clients of a run.
 *
 * @param url where they connect, beginning with {@code http}
 * @param readers how many read as fast as they can
 * @param stuck how many never do
 * @param frame what each sends once it is connected, over WebSocket; empty: over server-sent events
 * @param firstSeq the first change that each should see
 */
record Crowd(String url, int readers, int stuck, Optional<String> frame, long firstSeq) {
  private static final String SUBSCRIBE = "{\"type\":\"subscribe\",\"ref\":1,\"topic\":\"%s\"}";

  /** Readers of an event stream. */
  static Crowd of(String url, int readers, long firstSeq) {
    return new Crowd(url, readers, 0, Optional.empty(), firstSeq);
  }

  /** Readers of Carillon's socket. */
  static Crowd sockets(String url, String topic, int readers, long firstSeq) {
    return new Crowd(url, readers, 0, Optional.of(SUBSCRIBE.formatted(topic)), firstSeq);
  }

  /** The same with some that never read. */
  Crowd withStuck(int count) {
    return new Crowd(url, readers, count, frame, firstSeq);
  }
}
