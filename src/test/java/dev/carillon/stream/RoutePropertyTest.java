package dev.carillon.stream;

import static dev.carillon.stream.Walk.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.TopicSelector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutePropertyTest {

  private static final List<String> TOPICS = List.of("a", "ab", "abc", "b", "bc", "c");
  private static final List<TopicSelector> SELECTORS =
      List.of("a", "a*", "ab", "ab*", "abc", "b", "b*", "c", "*").stream()
          .map(TopicSelector::parse)
          .toList();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 13, 21, 34, 55, 89, 144, 233, 377})
  void deliversEachChangeThatSomeSubscriptionCoversExactlyOnce(int seed) {
    for (int game = 0; game < 200; game++) {
      play(new Random(seed * 1000L + game));
    }
  }

  /** Subscriptions come while changes do and the client reads; at the end it has read all. */
  private void play(Random random) {
    Walk walk = new Walk();
    Route played = new Route();
    Map<TopicSelector, Long> since = new HashMap<>();
    for (int step = 0; step < 40; step++) {
      switch (random.nextInt(3)) {
        case 0 -> walk.write(TOPICS.get(random.nextInt(TOPICS.size())));
        case 1 -> walk.follow(played, 1 + random.nextInt(4));
        default -> {
          TopicSelector topic = SELECTORS.get(random.nextInt(SELECTORS.size()));
          long from = random.nextInt(walk.log().size() + 1);
          if (since.putIfAbsent(topic, from) == null) {
            played.add(Selection.of(topic), at(from));
          }
        }
      }
    }
    walk.follow(played, 1000);
    List<Long> covered =
        LongStream.rangeClosed(1, walk.log().size())
            .filter(
                n ->
                    since.entrySet().stream()
                        .anyMatch(
                            s ->
                                s.getValue() < n
                                    && s.getKey().matches(walk.log().get((int) n - 1))))
            .boxed()
            .toList();
    assertThat(walk.delivered())
        .as("%s of %s", since, walk.log())
        .containsExactlyInAnyOrderElementsOf(covered);
  }
}
