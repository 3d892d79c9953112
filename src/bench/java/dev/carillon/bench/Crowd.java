package dev.carillon.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;

/**
 * The clients of a run.
 *
 * @param url where they connect, beginning with {@code http}
 * @param readers how many read as fast as they can
 * @param stuck how many never do
 * @param frame what each sends once it is connected, over WebSocket; empty: over server-sent events
 * @param firstSeq the first change that each should see
 * @param changes how many that are; 0: it is not known before
 */
record Crowd(
    String url, int readers, int stuck, Optional<String> frame, long firstSeq, long changes) {
  private static final String SUBSCRIBE = "{\"type\":\"subscribe\",\"ref\":1,\"topic\":\"%s\"}";

  /** Readers of an event stream. */
  static Crowd of(String url, int readers, long firstSeq) {
    return new Crowd(url, readers, 0, Optional.empty(), firstSeq, 0);
  }

  /** Readers of Carillon's socket. */
  static Crowd sockets(String url, String topic, int readers, long firstSeq) {
    return new Crowd(url, readers, 0, Optional.of(SUBSCRIBE.formatted(topic)), firstSeq, 0);
  }

  /** The same with some that never read. */
  Crowd withStuck(int count) {
    return new Crowd(url, readers, count, frame, firstSeq, changes);
  }

  /** The same who are to see so many. */
  Crowd expecting(long count) {
    return new Crowd(url, readers, stuck, frame, firstSeq, count);
  }

  /** Where that is. */
  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), URI.create(url).getPort());
  }
}
