package dev.carillon.stream;

import dev.carillon.stream.Departures.Departure;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts who is connected, and why others no longer are. Thread-safe. */
@Singleton
public class Census {
  private final Map<Transport, AtomicLong> connected = zeroes(Transport.values());
  private final Map<CloseReason, AtomicLong> closed = zeroes(CloseReason.values());
  private final Departures departures = new Departures();

  void joined(Transport transport) {
    count(connected, transport).incrementAndGet();
  }

  void left(Subscriber subscriber, CloseReason reason) {
    count(connected, subscriber.transport()).decrementAndGet();
    count(closed, reason).incrementAndGet();
    departures.add(
        subscriber.id(), new Departure(subscriber.delivery().standing(), reason, Instant.now()));
  }

  /** How one of the last that left did; null if none of them has this name. */
  @Nullable Departure departure(String id) {
    return departures.find(id);
  }

  /** Subscribers connected now. */
  public long connected(Transport transport) {
    return count(connected, transport).get();
  }

  /** Subscribers that have left for this reason since the start. */
  public long closed(CloseReason reason) {
    return count(closed, reason).get();
  }

  private static <K> AtomicLong count(Map<K, AtomicLong> counts, K key) {
    return counts.getOrDefault(key, new AtomicLong());
  }

  private static <K> Map<K, AtomicLong> zeroes(K[] keys) {
    return Arrays.stream(keys)
        .collect(Collectors.toUnmodifiableMap(Function.identity(), key -> new AtomicLong()));
  }
}
