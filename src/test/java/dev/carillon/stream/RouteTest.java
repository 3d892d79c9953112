package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Change;
import dev.carillon.change.Position;
import dev.carillon.change.Samples;
import dev.carillon.change.TopicSelector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {

  private static final List<String> TOPICS = List.of("a", "ab", "abc", "b", "bc", "c");
  private static final List<TopicSelector> SELECTORS =
      List.of("a", "a*", "ab", "ab*", "abc", "b", "b*", "c", "*").stream()
          .map(TopicSelector::parse)
          .toList();

  private final List<Change> log = new ArrayList<>();
  private final List<Long> delivered = new ArrayList<>();
  private final Route route = new Route();

  @Test
  void hasNothingToWalkWithoutATopic() {
    assertThat(route.current()).isNull();
    assertThat(route.safePosition(null)).isNull();
    assertThat(route.safePosition(at(7))).isEqualTo(at(7));
    assertThat(route.restart(at(7))).isFalse();
  }

  @Test
  void walksATopicFromItsPlace() {
    write("a", "b", "a", "a");
    route.add(TopicSelector.parse("a"), at(1));
    walk(100);
    assertThat(delivered).containsExactly(3L, 4L);
  }

  @Test
  void takesATopicInAtTheSamePlace() {
    write("a", "b", "c", "a");
    route.add(TopicSelector.parse("a"), at(0));
    route.add(TopicSelector.parse("b"), at(0));
    walk(100);
    assertThat(delivered).containsExactly(1L, 2L, 4L);
  }

  @Test
  void replaysAnOlderPlaceOfOneTopicWithoutTheOthers() {
    write("a", "b", "a", "b");
    route.add(TopicSelector.parse("a"), at(4));
    route.add(TopicSelector.parse("b"), at(1));
    write("a", "b");
    walk(100);
    assertThat(delivered).containsExactly(2L, 4L, 5L, 6L);
  }

  @Test
  void catchesUpBeforeATopicThatBeginsLater() {
    write("a", "b", "a", "b", "a", "b");
    route.add(TopicSelector.parse("a"), at(0));
    route.add(TopicSelector.parse("b"), at(4));
    walk(100);
    assertThat(delivered).containsExactly(1L, 3L, 5L, 6L);
  }

  @Test
  void deliversOnceWhatTopicsOverlap() {
    write("ab", "a", "ab", "abc");
    route.add(TopicSelector.parse("ab"), at(2));
    route.add(TopicSelector.parse("a*"), at(0));
    walk(100);
    assertThat(delivered).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
  }

  @Test
  void ignoresATopicThatItHas() {
    write("a", "a");
    route.add(TopicSelector.parse("a"), at(1));
    route.add(TopicSelector.parse("a"), at(0));
    walk(100);
    assertThat(delivered).containsExactly(2L);
  }

  @Test
  void deliversARemovedTopicNoLonger() {
    write("a", "b", "a", "b");
    route.add(TopicSelector.parse("a"), at(0));
    route.add(TopicSelector.parse("b"), at(0));
    route.remove(TopicSelector.parse("a"));
    walk(100);
    assertThat(delivered).containsExactly(2L, 4L);
    route.remove(TopicSelector.parse("b"));
    write("b");
    walk(100);
    assertThat(delivered).containsExactly(2L, 4L);
  }

  @Test
  void losesNothingOfATopicWhenOneThatOverlapsItIsRemoved() {
    write("ab", "ab", "ab", "ab");
    route.add(TopicSelector.parse("ab"), at(0));
    route.add(TopicSelector.parse("c"), at(4)); // the rest of ab is a stretch of its own now
    route.add(TopicSelector.parse("a*"), at(1)); // leaves 2 to 4 to ab, which has not been there
    route.remove(TopicSelector.parse("ab"));
    walk(100);
    assertThat(delivered).containsExactly(2L, 3L, 4L);
  }

  @Test
  void goesOnAtOnePlaceAfterARestart() {
    write("a", "b", "a", "b");
    route.add(TopicSelector.parse("a"), at(2));
    route.add(TopicSelector.parse("b"), at(0));
    assertThat(route.restart(at(3))).isTrue();
    walk(100);
    assertThat(delivered).containsExactly(4L);
    route.add(TopicSelector.parse("ab"), at(0));
    assertThat(route.safePosition(at(9))).isEqualTo(at(0));
  }

  @Test
  void isSafeAtItsHindmostCursor() {
    write("a", "a", "a", "a", "a");
    route.add(TopicSelector.parse("a"), at(5));
    assertThat(route.safePosition(at(9))).isEqualTo(at(5));
    route.add(TopicSelector.parse("b"), at(2));
    assertThat(route.safePosition(at(9))).isEqualTo(at(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 13, 21, 34, 55, 89, 144, 233, 377})
  void deliversEachChangeThatSomeSubscriptionCoversExactlyOnce(int seed) {
    for (int game = 0; game < 200; game++) {
      log.clear();
      delivered.clear();
      play(new Random(seed * 1000L + game));
    }
  }

  /** Subscriptions come while changes do and the client reads; at the end it has read all. */
  private void play(Random random) {
    Route played = new Route();
    Map<TopicSelector, Long> since = new HashMap<>();
    for (int step = 0; step < 40; step++) {
      switch (random.nextInt(3)) {
        case 0 -> write(TOPICS.get(random.nextInt(TOPICS.size())));
        case 1 -> walk(played, 1 + random.nextInt(4));
        default -> {
          TopicSelector topic = SELECTORS.get(random.nextInt(SELECTORS.size()));
          long from = random.nextInt(log.size() + 1);
          if (since.putIfAbsent(topic, from) == null) {
            played.add(topic, at(from));
          }
        }
      }
    }
    walk(played, 1000);
    List<Long> covered =
        LongStream.rangeClosed(1, log.size())
            .filter(
                n ->
                    since.entrySet().stream()
                        .anyMatch(
                            s -> s.getValue() < n && s.getKey().matches(log.get((int) n - 1))))
            .boxed()
            .toList();
    assertThat(delivered).as("%s of %s", since, log).containsExactlyInAnyOrderElementsOf(covered);
  }

  private void write(String... topics) {
    for (String topic : topics) {
      log.add(Samples.insert(log.size() + 1, topic));
    }
  }

  private void walk(int changes) {
    walk(route, changes);
  }

  /** Reads on as a subscriber does: what lies after the cursor, up to the stretch's end. */
  private void walk(Route walked, int changes) {
    for (int i = 0; i < changes; i++) {
      Span span = walked.current();
      if (span == null || span.cursor().n() >= log.size()) {
        return;
      }
      Change next = log.get((int) span.cursor().n());
      if (span.interest().matches(next)) {
        delivered.add(next.position().n());
      }
      span.moveTo(next.position());
    }
  }

  private static Position at(long n) {
    return new Position(1, n);
  }
}
