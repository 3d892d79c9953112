package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Change;
import dev.carillon.change.Operation;
import dev.carillon.change.Position;
import dev.carillon.change.Row;
import dev.carillon.change.TopicSelector;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SupersededTest {
  private static final Position START = new Position(1, 0);

  private final Interest latest =
      Interest.in(
          List.of(
              new Selection(
                  TopicSelector.parse("t"),
                  Filter.ALL,
                  Set.copyOf(EnumSet.allOf(Operation.class)),
                  Policy.LATEST,
                  View.WHOLE)));

  @Test
  void keepsOfEachRowTheNewest() {
    assertThat(seen(update(1, 7, 7), update(2, 8, 8), update(3, 7, 7), update(4, 7, 7)))
        .containsExactly("2", "4");
  }

  @Test
  void keepsWhatTellsThatARowHasAnotherKeyNow() {
    assertThat(seen(update(1, 7, 7), update(2, 7, 9), update(3, 9, 9)))
        .containsExactly("1", "2", "3");
  }

  @Test
  void keepsWhatHasNoKey() {
    assertThat(seen(change(1, null, 7, 7), change(2, null, 7, 7))).containsExactly("1", "2");
  }

  @Test
  void goesOnBehindWhatItLeftOut() {
    Chunk chunk = chunk(update(1, 7, 7), update(2, 7, 7), update(3, 7, 7));
    assertThat(chunk.frames()).containsExactly("3");
    assertThat(chunk.end()).isEqualTo(new Position(1, 3));
  }

  private List<String> seen(Change... changes) {
    return chunk(changes).frames();
  }

  private Chunk chunk(Change... changes) {
    return new Pass()
        .chunk(
            latest,
            TestShape.PLAIN,
            START,
            Span.OPEN,
            Integer.MAX_VALUE,
            Stream.of(changes).map(Entry::new).toList());
  }

  private static Change update(long n, int before, int after) {
    return change(n, new Row("{\"id\":" + after + "}"), before, after);
  }

  private static Change change(long n, @Nullable Row key, int before, int after) {
    return new Change(
        new Position(1, n),
        "t",
        null,
        "public.t",
        Operation.UPDATE,
        key,
        new Row("{\"id\":" + before + "}"),
        new Row("{\"id\":" + after + "}"),
        List.of(),
        "700",
        true,
        Instant.EPOCH);
  }
}
