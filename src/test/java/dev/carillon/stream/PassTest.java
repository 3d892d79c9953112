package dev.carillon.stream;

import static dev.carillon.stream.Walk.all;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Position;
import dev.carillon.change.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PassTest {

  private static final Interest ALL = Interest.in(List.of(all("*")));
  private static final Interest EVEN = Interest.in(List.of(all("even")));
  private static final Position START = new Position(1, 0);
  private static final int MUCH = Integer.MAX_VALUE;

  /** The row itself, for frames of a size. */
  private static final ChangesOnly ROWS = (change, moved) -> String.valueOf(change.newRow());

  private final Pass pass = new Pass();

  @Test
  void takesAllThatMatchesIntoOneWrite() {
    Chunk chunk = pass.chunk(EVEN, TestShape.PLAIN, START, Span.OPEN, MUCH, entries(7));
    assertThat(chunk.frames()).containsExactly("2", "4", "6");
    assertThat(chunk.end()).isEqualTo(new Position(1, 7));
    assertThat(new String(chunk.bytes(), StandardCharsets.UTF_8)).isEqualTo("246");
  }

  @Test
  void movesOnEvenIfNothingMatches() {
    Interest none = Interest.in(List.of(all("none")));
    Chunk chunk = pass.chunk(none, TestShape.PLAIN, START, Span.OPEN, MUCH, entries(7));
    assertThat(chunk.frames()).isEmpty();
    assertThat(chunk.end()).isEqualTo(new Position(1, 7));
  }

  @Test
  void stopsAtTheEndOfTheStretch() {
    Chunk chunk = pass.chunk(ALL, TestShape.PLAIN, START, 3, MUCH, entries(7));
    assertThat(chunk.frames()).containsExactly("1", "2", "3");
    assertThat(chunk.end()).isEqualTo(new Position(1, 3));
  }

  @Test
  void stopsWhereTheOutletHasNoRoom() {
    Chunk chunk = pass.chunk(EVEN, TestShape.PLAIN, START, Span.OPEN, 2, entries(7));
    assertThat(chunk.frames()).containsExactly("2", "4");
    assertThat(chunk.end()).isEqualTo(new Position(1, 4));
  }

  @Test
  void stopsWhenTheWriteIsLargeEnough() {
    List<Entry> large =
        LongStream.rangeClosed(1, 10)
            .mapToObj(n -> new Entry(Samples.large(n, "t", 30_000)))
            .toList();
    Chunk chunk = pass.chunk(ALL, ROWS, START, Span.OPEN, MUCH, large);
    assertThat(chunk.frames()).hasSize(3);
    assertThat(chunk.end()).isEqualTo(new Position(1, 3));
  }

  @Test
  void carriesAChangeLargerThanAWriteWhole() {
    Chunk chunk =
        pass.chunk(
            ALL, ROWS, START, Span.OPEN, MUCH, List.of(new Entry(Samples.large(1, "t", 1 << 20))));
    assertThat(chunk.bytes()).hasSizeGreaterThan(1 << 20);
  }

  @Test
  void isSharedByThoseAtTheSamePlaceWithTheSameInterest() {
    List<Entry> entries = entries(7);
    Chunk first = pass.chunk(EVEN, TestShape.PLAIN, START, Span.OPEN, MUCH, entries);
    Interest like = Interest.in(List.of(all("even")));
    Chunk same = pass.chunk(like, TestShape.PLAIN, new Position(1, 0), Span.OPEN, MUCH, entries);
    assertThat(same).isSameAs(first);
    assertThat(same.bytes()).isSameAs(first.bytes());
    assertThat(pass.chunk(ALL, TestShape.PLAIN, START, Span.OPEN, MUCH, entries))
        .isNotSameAs(first);
    assertThat(pass.chunk(EVEN, TestShape.PLAIN, START, 3, MUCH, entries)).isNotSameAs(first);
    assertThat(pass.chunk(EVEN, TestShape.PLAIN, START, Span.OPEN, 1, entries)).isNotSameAs(first);
    assertThat(pass.chunk(EVEN, TestShape.WITHOUT_RESET, START, Span.OPEN, MUCH, entries))
        .isNotSameAs(first);
  }

  @Test
  void asksAHundredFiltersOnceForAThousandSubscribers() {
    List<Entry> changes = entries(10);
    Set<Chunk> made = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int subscriber = 0; subscriber < 1000; subscriber++) {
      Interest interest =
          Interest.in(List.of(InterestTest.filtered("*", "id==" + subscriber % 100)));
      made.add(pass.chunk(interest, TestShape.PLAIN, START, Span.OPEN, MUCH, changes));
    }
    assertThat(made).hasSize(100);
  }

  private static List<Entry> entries(int count) {
    return LongStream.rangeClosed(1, count)
        .mapToObj(n -> new Entry(Samples.insert(n, n % 2 == 0 ? "even" : "odd")))
        .toList();
  }
}
