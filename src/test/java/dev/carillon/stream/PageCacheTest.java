package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Position;
import dev.carillon.change.Samples;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PageCacheTest {
  private static final long WEIGHT = entries(1, 1).get(0).weight();

  @Test
  void findsAPageByAnyPlaceInIt() {
    PageCache cache = new PageCache(1 << 20);
    cache.put(at(0), entries(1, 10));
    assertThat(cache.after(at(0))).hasSize(10);
    assertThat(cache.after(at(7)))
        .extracting(Entry::position)
        .containsExactly(at(8), at(9), at(10));
    assertThat(cache.after(at(10))).isNull();
    assertThat(cache.after(at(20))).isNull();
  }

  @Test
  void dropsWhatWasNotUsedForLongestToStayWithinItsBytes() {
    PageCache cache = new PageCache(25 * WEIGHT);
    cache.put(at(0), entries(1, 10));
    cache.put(at(10), entries(11, 20));
    assertThat(cache.after(at(0))).isNotNull();
    cache.put(at(20), entries(21, 30));
    assertThat(cache.after(at(10))).isNull();
    assertThat(cache.after(at(0))).isNotNull();
    assertThat(cache.after(at(20))).isNotNull();
  }

  @Test
  void keepsOnePageHoweverLarge() {
    PageCache cache = new PageCache(WEIGHT);
    cache.put(at(0), entries(1, 10));
    assertThat(cache.after(at(0))).hasSize(10);
    cache.put(at(10), entries(11, 20));
    assertThat(cache.after(at(0))).isNull();
    assertThat(cache.after(at(10))).hasSize(10);
  }

  @Test
  void takesALongerPageInThePlaceOfAShorterOne() {
    PageCache cache = new PageCache(12 * WEIGHT);
    cache.put(at(0), entries(1, 4));
    cache.put(at(0), entries(1, 10));
    assertThat(cache.after(at(4))).hasSize(6);
    cache.clear();
    assertThat(cache.after(at(4))).isNull();
  }

  private static Position at(long n) {
    return new Position(1, n);
  }

  private static List<Entry> entries(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(n -> new Entry(Samples.insert(n, "t")))
        .toList();
  }
}
