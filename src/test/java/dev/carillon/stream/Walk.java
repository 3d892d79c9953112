package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.Position;
import dev.carillon.change.Samples;
import dev.carillon.change.TopicSelector;
import java.util.ArrayList;
import java.util.List;

/** A log, and what a subscriber has got out of it by following a route. */
final class Walk {
  private final List<Change> log = new ArrayList<>();
  private final List<Long> delivered = new ArrayList<>();

  /** Every change of a topic. */
  static Selection all(String topic) {
    return Selection.of(TopicSelector.parse(topic));
  }

  static Position at(long n) {
    return new Position(1, n);
  }

  List<Change> log() {
    return log;
  }

  List<Long> delivered() {
    return delivered;
  }

  /** Appends changes of these topics. */
  void write(String... topics) {
    for (String topic : topics) {
      log.add(Samples.insert(log.size() + 1, topic));
    }
  }

  /** Reads on as a subscriber does: what lies after the cursor, up to the stretch's end. */
  void follow(Route route, int changes) {
    for (int i = 0; i < changes; i++) {
      Span span = route.current();
      if (span == null || span.cursor().n() >= log.size()) {
        return;
      }
      Change next = log.get((int) span.cursor().n());
      if (span.interest().see(next) != null) {
        delivered.add(next.position().n());
      }
      span.moveTo(next.position());
    }
  }
}
