package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Change;
import dev.carillon.change.Operation;
import dev.carillon.change.Position;
import dev.carillon.change.Row;
import dev.carillon.change.Samples;
import dev.carillon.change.TopicSelector;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InterestTest {
  private static final Filters FILTERS = new Filters();

  @Test
  void tellsOfAnUpdateThatItBringsARowIntoViewOrTakesItOut() {
    Interest dear = Interest.in(List.of(filtered("t", "price=gt=100")));
    assertThat(moved(dear, update("t", null, 90, 110))).isEqualTo(Moved.IN);
    assertThat(moved(dear, update("t", null, 110, 90))).isEqualTo(Moved.OUT);
    assertThat(moved(dear, update("t", null, 110, 120))).isEqualTo(Moved.NO);
    assertThat(moved(dear, update("t", null, 90, 95))).isNull();
  }

  @Test
  void tellsTheSameOfARowThatChangesItsTopic() {
    Change change = update("chat/b", "chat/a", 1, 2);
    assertThat(moved(Interest.in(List.of(Walk.all("chat/a"))), change)).isEqualTo(Moved.OUT);
    assertThat(moved(Interest.in(List.of(Walk.all("chat/b"))), change)).isEqualTo(Moved.IN);
    assertThat(moved(Interest.in(List.of(Walk.all("chat/*"))), change)).isEqualTo(Moved.NO);
    assertThat(moved(Interest.in(List.of(Walk.all("chat/c"))), change)).isNull();
  }

  @Test
  void staysSilentOnAMoveBetweenTwoThatAreBothInView() {
    Interest both = Interest.in(List.of(Walk.all("chat/a"), Walk.all("chat/b")));
    assertThat(moved(both, update("chat/b", "chat/a", 1, 2))).isEqualTo(Moved.NO);
  }

  @Test
  void showsARowThatLeavesUnderTheTopicThatItLeaves() {
    Interest left = Interest.in(List.of(Walk.all("chat/a")));
    Change change = update("chat/b", "chat/a", 1, 2);
    assertThat(Objects.requireNonNull(left.see(change)).of(change).topic()).isEqualTo("chat/a");
  }

  @Test
  void looksAtTheOldRowOfADelete() {
    Interest dear = Interest.in(List.of(filtered("t", "price=gt=100")));
    assertThat(moved(dear, change("t", null, Operation.DELETE, "{\"price\":110}", null)))
        .isEqualTo(Moved.NO);
    assertThat(moved(dear, change("t", null, Operation.DELETE, "{\"price\":90}", null))).isNull();
  }

  @Test
  void tellsOfATruncateWhateverTheFilter() {
    Interest dear = Interest.in(List.of(filtered("t", "price=gt=100")));
    assertThat(moved(dear, Samples.truncate(1, "t"))).isEqualTo(Moved.NO);
  }

  @Test
  void leavesOutTheOperationsThatAreNotAskedFor() {
    Interest inserts =
        Interest.in(
            List.of(
                new Selection(
                    TopicSelector.parse("t"),
                    Filter.ALL,
                    EnumSet.of(Operation.INSERT),
                    Policy.EVERY,
                    View.WHOLE)));
    assertThat(moved(inserts, Samples.insert(1, "t"))).isEqualTo(Moved.NO);
    assertThat(moved(inserts, update("t", null, 1, 2))).isNull();
    assertThat(moved(inserts, Samples.truncate(1, "t"))).isNull();
  }

  static Selection filtered(String topic, String filter) {
    return new Selection(
        TopicSelector.parse(topic),
        FILTERS.compile(filter),
        Set.copyOf(EnumSet.allOf(Operation.class)),
        Policy.EVERY,
        View.WHOLE);
  }

  private static @Nullable Moved moved(Interest interest, Change change) {
    Sight sight = interest.see(change);
    return sight == null ? null : sight.moved();
  }

  private static Change update(String topic, @Nullable String left, int before, int after) {
    return change(
        topic, left, Operation.UPDATE, "{\"price\":" + before + "}", "{\"price\":" + after + "}");
  }

  private static Change change(
      String topic,
      @Nullable String left,
      Operation op,
      @Nullable String before,
      @Nullable String after) {
    return new Change(
        new Position(1, 1),
        topic,
        left,
        "public.t",
        op,
        null,
        before == null ? null : new Row(before),
        after == null ? null : new Row(after),
        List.of(),
        "700",
        true,
        Instant.EPOCH);
  }
}
