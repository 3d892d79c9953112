package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.change.Position;
import dev.carillon.change.Samples;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TailTest {

  private static final long ROOM = 1 << 20;

  @Test
  void standsNowhereBeforeItIsOpened() {
    Tail tail = new Tail(4, ROOM);
    assertThat(tail.newest()).isNull();
    assertThat(tail.size()).isZero();
    assertThatThrownBy(() -> tail.append(Samples.insert(1, "t")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void holdsNothingRightAfterItWasOpened() {
    Tail tail = opened(4, 100);
    assertThat(tail.newest()).isEqualTo(new Position(1, 100));
    assertThat(tail.holdsAllAfter(100)).isTrue();
    assertThat(tail.holdsAllAfter(99)).isFalse();
    assertThat(tail.after(100, 10)).isEmpty();
    assertThat(tail.after(99, 10)).isNull();
  }

  @Test
  void wrapsAndForgetsTheOldest() {
    Tail tail = opened(4, 0);
    append(tail, 1, 10);
    assertThat(numbers(tail.after(6, 10))).containsExactly(7L, 8L, 9L, 10L);
    assertThat(numbers(tail.after(8, 10))).containsExactly(9L, 10L);
    assertThat(tail.after(5, 10)).isNull();
    assertThat(tail.size()).isEqualTo(4);
    assertThat(tail.holdsAllAfter(6)).isTrue();
    assertThat(tail.holdsAllAfter(5)).isFalse();
  }

  @Test
  void givesNoMoreAtOnceThanAskedFor() {
    Tail tail = opened(16, 0);
    append(tail, 1, 10);
    assertThat(numbers(tail.after(2, 3))).containsExactly(3L, 4L, 5L);
  }

  @Test
  void hasNothingForACursorBeyondItsEnd() {
    Tail tail = opened(16, 0);
    append(tail, 1, 3);
    assertThat(tail.after(3, 10)).isEmpty();
    assertThat(tail.after(50, 10)).isEmpty();
  }

  @Test
  void forgetsByBytesToo() {
    Tail tail = opened(16, 0);
    append(tail, 1, 3);
    long each = tail.bytes() / 3;
    Tail small = new Tail(16, 2 * each);
    small.open(new Position(1, 0));
    append(small, 1, 5);
    assertThat(numbers(small.after(3, 10))).containsExactly(4L, 5L);
    assertThat(small.after(2, 10)).isNull();
    assertThat(small.bytes()).isEqualTo(2 * each);
  }

  @Test
  void keepsOneChangeHoweverLarge() {
    Tail tail = new Tail(16, 1000);
    tail.open(new Position(1, 0));
    tail.append(Samples.large(1, "t", 100_000));
    assertThat(numbers(tail.after(0, 10))).containsExactly(1L);
    tail.append(Samples.insert(2, "t"));
    assertThat(numbers(tail.after(1, 10))).containsExactly(2L);
    assertThat(tail.bytes()).isLessThan(1000);
  }

  @Test
  void beginsAnewAfterAHole() {
    Tail tail = opened(4, 5);
    append(tail, 6, 6);
    append(tail, 9, 10);
    assertThat(tail.holdsAllAfter(7)).isFalse();
    assertThat(tail.after(6, 10)).isNull();
    assertThat(numbers(tail.after(8, 10))).containsExactly(9L, 10L);
    assertThat(tail.size()).isEqualTo(2);
  }

  @Test
  void refusesWhatItHas() {
    Tail tail = opened(4, 5);
    assertThatThrownBy(() -> tail.append(Samples.insert(5, "t")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("change 1.5 must follow 1.5");
    append(tail, 6, 6);
    assertThat(numbers(tail.after(5, 10))).containsExactly(6L);
  }

  @Test
  void goesOnIntoANewEpoch() {
    Tail tail = opened(4, 5);
    append(tail, 6, 6);
    tail.append(Samples.insert(new Position(2, 7), "t"));
    assertThat(tail.newest()).isEqualTo(new Position(2, 7));
    assertThat(numbers(tail.after(5, 10))).containsExactly(6L, 7L);
  }

  @Test
  void forgetsEverythingWhenTheLogIsOpenedAgain() {
    Tail tail = opened(4, 0);
    append(tail, 1, 10);
    tail.open(new Position(2, 3));
    assertThat(tail.newest()).isEqualTo(new Position(2, 3));
    assertThat(tail.size()).isZero();
    assertThat(tail.bytes()).isZero();
    assertThat(tail.after(2, 10)).isNull();
    tail.append(Samples.insert(new Position(2, 4), "t"));
    assertThat(numbers(tail.after(3, 10))).containsExactly(4L);
  }

  @Test
  void encodesOnceForEachLook() {
    Tail tail = opened(4, 0);
    append(tail, 1, 1);
    Entry entry = entries(tail.after(0, 1)).get(0);
    Sight whole = new Sight(Walk.all("t"), Moved.NO);
    assertThat(entry.frame(TestShape.PLAIN, whole))
        .isEqualTo("1")
        .isSameAs(entry.frame(TestShape.PLAIN, whole));
    assertThat(entry.frame(TestShape.PLACES, whole)).isEqualTo("1.1");
    assertThat(entry.frame(TestShape.PLACES, new Sight(Walk.all("*"), Moved.NO)))
        .isSameAs(entry.frame(TestShape.PLACES, whole));
    assertThat(entry.frame(TestShape.PLACES, new Sight(Walk.all("t"), Moved.IN)))
        .isNotSameAs(entry.frame(TestShape.PLACES, whole));
  }

  private static Tail opened(int size, long at) {
    Tail tail = new Tail(size, ROOM);
    tail.open(new Position(1, at));
    return tail;
  }

  private static void append(Tail tail, long from, long to) {
    LongStream.rangeClosed(from, to).forEach(n -> tail.append(Samples.insert(n, "t")));
  }

  private static List<Long> numbers(@Nullable List<Entry> entries) {
    return entries(entries).stream().map(entry -> entry.change().position().n()).toList();
  }

  private static List<Entry> entries(@Nullable List<Entry> entries) {
    assertThat(entries).isNotNull();
    return entries == null ? List.of() : entries;
  }
}
