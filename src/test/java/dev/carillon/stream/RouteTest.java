package dev.carillon.stream;

import static dev.carillon.stream.Walk.all;
import static dev.carillon.stream.Walk.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.TopicSelector;
import org.junit.jupiter.api.Test;

class RouteTest {

  private final Walk walk = new Walk();
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
    walk.write("a", "b", "a", "a");
    route.add(all("a"), at(1));
    walk.follow(route, 100);
    assertThat(walk.delivered()).containsExactly(3L, 4L);
  }

  @Test
  void takesATopicInAtTheSamePlace() {
    walk.write("a", "b", "c", "a");
    route.add(all("a"), at(0));
    route.add(all("b"), at(0));
    walk.follow(route, 100);
    assertThat(walk.delivered()).containsExactly(1L, 2L, 4L);
  }

  @Test
  void replaysAnOlderPlaceOfOneTopicWithoutTheOthers() {
    walk.write("a", "b", "a", "b");
    route.add(all("a"), at(4));
    route.add(all("b"), at(1));
    walk.write("a", "b");
    walk.follow(route, 100);
    assertThat(walk.delivered()).containsExactly(2L, 4L, 5L, 6L);
  }

  @Test
  void catchesUpBeforeATopicThatBeginsLater() {
    walk.write("a", "b", "a", "b", "a", "b");
    route.add(all("a"), at(0));
    route.add(all("b"), at(4));
    walk.follow(route, 100);
    assertThat(walk.delivered()).containsExactly(1L, 3L, 5L, 6L);
  }

  @Test
  void deliversOnceWhatTopicsOverlap() {
    walk.write("ab", "a", "ab", "abc");
    route.add(all("ab"), at(2));
    route.add(all("a*"), at(0));
    walk.follow(route, 100);
    assertThat(walk.delivered()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
  }

  @Test
  void ignoresATopicThatItHas() {
    walk.write("a", "a");
    route.add(all("a"), at(1));
    route.add(all("a"), at(0));
    walk.follow(route, 100);
    assertThat(walk.delivered()).containsExactly(2L);
  }

  @Test
  void deliversARemovedTopicNoLonger() {
    walk.write("a", "b", "a", "b");
    route.add(all("a"), at(0));
    route.add(all("b"), at(0));
    route.remove(TopicSelector.parse("a"));
    walk.follow(route, 100);
    assertThat(walk.delivered()).containsExactly(2L, 4L);
    route.remove(TopicSelector.parse("b"));
    walk.write("b");
    walk.follow(route, 100);
    assertThat(walk.delivered()).containsExactly(2L, 4L);
  }

  @Test
  void losesNothingOfATopicWhenOneThatOverlapsItIsRemoved() {
    walk.write("ab", "ab", "ab", "ab");
    route.add(all("ab"), at(0));
    route.add(all("c"), at(4)); // the rest of ab is a stretch of its own now
    route.add(all("a*"), at(1)); // leaves 2 to 4 to ab, which has not been there
    route.remove(TopicSelector.parse("ab"));
    walk.follow(route, 100);
    assertThat(walk.delivered()).containsExactly(2L, 3L, 4L);
  }

  @Test
  void goesOnAtOnePlaceAfterARestart() {
    walk.write("a", "b", "a", "b");
    route.add(all("a"), at(2));
    route.add(all("b"), at(0));
    assertThat(route.restart(at(3))).isTrue();
    walk.follow(route, 100);
    assertThat(walk.delivered()).containsExactly(4L);
    route.add(all("ab"), at(0));
    assertThat(route.safePosition(at(9))).isEqualTo(at(0));
  }

  @Test
  void isSafeAtItsHindmostCursor() {
    walk.write("a", "a", "a", "a", "a");
    route.add(all("a"), at(5));
    assertThat(route.safePosition(at(9))).isEqualTo(at(5));
    route.add(all("b"), at(2));
    assertThat(route.safePosition(at(9))).isEqualTo(at(2));
  }
}
