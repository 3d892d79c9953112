package dev.carillon.torture;

import dev.carillon.change.Position;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All that one client was shown over all its connections. Whatever is wrong on the face of it is
 * said at once, what is missing at the end. Thread-safe.
 */
final class ClientHistory {
  private final String client;
  private final Predicate<String> topics;
  private final boolean wholeLog;
  private final Truth truth;
  private final Verdict verdict;
  private final Coverage coverage = new Coverage();
  private final Recent recent;
  private long start = -1;
  private long last = -1;
  private int changes;
  private int connections;
  private int resets;

  /**
   * @param client a name for people, such as {@code sse 3}
   * @param selectors the topics it subscribes to: names, prefixes with a star, or a star
   */
  ClientHistory(String client, List<String> selectors, Truth truth, Verdict verdict) {
    this.client = client;
    this.recent = new Recent(client);
    this.topics = topic -> selectors.stream().anyMatch(selector -> matches(selector, topic));
    this.wholeLog = selectors.contains("*");
    this.truth = truth;
    this.verdict = verdict;
  }

  /** Whether changes with this topic are for it. */
  boolean asksFor(String topic) {
    return topics.test(topic);
  }

  /** It connects, once more. */
  synchronized void connects(String where) {
    connections++;
    recent.note("connects to " + where + " after " + (last < 0 ? "nothing" : "1." + last));
  }

  /** What it would send as its last id; empty before it has one. */
  synchronized Optional<Position> last() {
    return last < 0 ? Optional.empty() : Optional.of(new Position(1, last));
  }

  /**
   * It was told that it has everything up to here: by a greeting, a heartbeat, the end of a page.
   */
  synchronized void stands(Position at) {
    recent.note("stands at " + at);
    if (at.epoch() != 1 || at.n() < last) {
      broken(
          "I7",
          "%s stood at 1.%d and is told that it stands at %s".formatted(client, last, at),
          null);
      return;
    }
    if (start < 0) {
      start = at.n();
    }
    last = at.n();
  }

  /** It was shown a change: the JSON object of the contract. */
  void shown(String json) {
    shown(Seen.of(json));
  }

  /** It was shown a change. */
  synchronized void shown(Seen change) {
    recent.sees(change.n());
    truth.saw(client, change);
    changes++;
    if (!topics.test(change.topic())) {
      broken("I7", client + " is shown what it did not ask for", change);
    }
    if (change.n() <= last) {
      broken(
          "I7",
          "%s stood at 1.%d and is shown 1.%d %s"
              .formatted(client, last, change.n(), coverage.has(change.n()) ? "twice" : "late"),
          change);
      return;
    }
    if (wholeLog && last >= 0 && change.n() != last + 1) {
      broken(
          "I2",
          "%s stood at 1.%d and is shown 1.%d next".formatted(client, last, change.n()),
          change);
    }
    if (start < 0) {
      start = change.n() - 1;
    }
    coverage.see(change.n());
    last = change.n();
  }

  /** Whether retention may have passed where it stands. */
  synchronized boolean mayBeExpired() {
    return truth.mayBeExpired(last);
  }

  /** It was told that it can't be shown what it missed. */
  void reset(String reason, Position at) {
    reset(reason, at, mayBeExpired());
  }

  /**
   * It was told so for itself or for another on the same socket.
   *
   * @param cause whether retention may have passed one of them
   */
  synchronized void reset(String reason, Position at, boolean cause) {
    recent.note("is reset to " + at + " (" + reason + ")");
    resets++;
    if (!reason.equals("expired") || !cause || at.n() < last) {
      broken(
          "I7",
          "%s stood at 1.%d and is reset to %s (%s) without cause"
              .formatted(client, last, at, reason),
          null);
    }
    coverage.excuse(last, at.n());
    last = Math.max(last, at.n());
  }

  /** Whether it has got as far as this number. */
  synchronized boolean reaches(long n) {
    return last >= n;
  }

  /** At the end: everything that it asked for, from its beginning to here, must have been shown. */
  synchronized void check(long end) {
    if (last < end) {
      broken(
          "I7",
          "%s stands at 1.%d for good, but the log goes on to 1.%d".formatted(client, last, end),
          null);
    }
    if (start >= 0) {
      Set<Integer> wanted = truth.topicIds(topics);
      coverage
          .firstMissing(start, Math.min(last, end), n -> wanted.contains(truth.topicAt(n)))
          .ifPresent(
              n ->
                  broken(
                      "I7",
                      "%s was never shown 1.%d, but what is before and after".formatted(client, n),
                      null));
    }
  }

  /** Grows whenever it gets on. */
  synchronized long progress() {
    return last;
  }

  synchronized int changes() {
    return changes;
  }

  synchronized int connections() {
    return connections;
  }

  synchronized int resets() {
    return resets;
  }

  private void broken(String invariant, String sentence, @Nullable Seen change) {
    List<String> evidence = recent.events();
    if (change != null) {
      evidence.add(change.toString());
    }
    verdict.violated(new Violation(invariant, sentence, evidence));
  }

  private static boolean matches(String selector, String topic) {
    return selector.endsWith("*")
        ? topic.startsWith(selector.substring(0, selector.length() - 1))
        : selector.equals(topic);
  }
}
