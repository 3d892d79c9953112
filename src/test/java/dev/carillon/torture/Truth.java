package dev.carillon.torture;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What each of the log's numbers means: whoever sees one first says so, the log itself or a client,
 * and everybody after must see the same (I3). Thread-safe.
 */
final class Truth {
  /** Longer than any fault that another may come on top of. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Verdict verdict;
  private final Numbers meanings = new Numbers();
  private final Numbers topics = new Numbers();
  private final Map<String, Integer> topicIds = new HashMap<>();
  private long end;
  private long expired = -1;
  private long audited;

  Truth(Verdict verdict) {
    this.verdict = verdict;
  }

  /**
   * Somebody saw this change.
   *
   * @param who a client's name, or the log's
   */
  synchronized void saw(String who, Seen change) {
    long meaning = change.meaning();
    long known = meanings.get(change.n());
    if (known == 0) {
      meanings.set(change.n(), meaning);
      topics.set(
          change.n(), topicIds.computeIfAbsent(change.topic(), topic -> topicIds.size() + 1));
      end = Math.max(end, change.n());
    } else if (known != meaning) {
      verdict.violated(
          new Violation(
              "I3",
              "position 1.%d means one change to %s, and meant another before"
                  .formatted(change.n(), who),
              "now: " + change));
    }
  }

  /** The highest number that anybody saw. */
  synchronized long end() {
    return end;
  }

  /** The topic at a number; 0 if nobody saw it. */
  synchronized int topicAt(long n) {
    return (int) topics.get(n);
  }

  /** The numbers of those topics that are wanted. */
  synchronized Set<Integer> topicIds(Predicate<String> wanted) {
    return topicIds.entrySet().stream()
        .filter(topic -> wanted.test(topic.getKey()))
        .map(Map.Entry::getValue)
        .collect(Collectors.toSet());
  }

  /** The auditor has read everything up to here. */
  synchronized void audited(long upTo) {
    audited = upTo;
  }

  /** Up to where nobody needs the log any longer for the verdict's sake. */
  synchronized long audited() {
    return audited;
  }

  /** Retention is about to forget what is up to this number: whoever stands there may be reset. */
  synchronized void mayExpire(long upTo) {
    expired = Math.max(expired, upTo);
  }

  /** Whether a client that stands here may be told that the log begins later. */
  synchronized boolean mayBeExpired(long n) {
    return n <= expired;
  }

  /**
   * Somebody must get further than this while a transaction is open that is older (I9); unless
   * there is nobody.
   */
  void mustGoOn(long beyond, BooleanSupplier isServed) {
    try {
      await().atMost(PATIENCE).until(() -> end() > beyond || !isServed.getAsBoolean());
    } catch (ConditionTimeoutException e) {
      verdict.violated(
          new Violation(
              "I9", "nobody gets further than 1.%d while a transaction is open".formatted(beyond)));
    }
  }
}
