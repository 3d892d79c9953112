package dev.carillon.stream;

import static dev.carillon.stream.InterestTest.filtered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Change;
import dev.carillon.change.Operation;
import dev.carillon.change.Position;
import dev.carillon.change.Row;
import dev.carillon.change.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {
  private static final List<String> TOPICS = List.of("chat/a", "chat/b", "t");
  private static final List<Selection> SELECTIONS =
      List.of(
          Walk.all("chat/a"),
          Walk.all("chat/*"),
          Walk.all("t"),
          Walk.all("*"),
          filtered("t", "id==3"),
          filtered("chat/*", "id=in=(1,2)"),
          filtered("*", "id==1;text==one"),
          filtered("chat/b", "id=gt=2"));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 21, 34})
  void leavesOutNothingThatAnInterestSees(int seed) {
    Random random = new Random(seed);
    for (int game = 0; game < 200; game++) {
      List<Entry> entries =
          IntStream.rangeClosed(1, 1 + random.nextInt(20))
              .mapToObj(n -> new Entry(change(n, random)))
              .toList();
      Window window = new Window(entries);
      for (int i = 0; i < 5; i++) {
        Interest interest = interest(random);
        BitSet candidates = window.candidates(interest);
        for (int e = 0; e < entries.size(); e++) {
          if (interest.see(entries.get(e).change()) != null) {
            assertThat(candidates.get(e))
                .as("%s of %s", interest, entries.get(e).change())
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void looksOnlyAtTheRowsThatAFilterAsksForByTheirKey() {
    List<Entry> entries =
        IntStream.rangeClosed(1, 1000).mapToObj(n -> new Entry(Samples.insert(n, "t"))).toList();
    Window window = new Window(entries);
    assertThat(window.candidates(Interest.in(List.of(filtered("t", "id==500")))).cardinality())
        .isEqualTo(1);
    assertThat(window.candidates(Interest.in(List.of(Walk.all("other")))).cardinality()).isZero();
  }

  private static Interest interest(Random random) {
    List<Selection> some = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      some.add(SELECTIONS.get(random.nextInt(SELECTIONS.size())));
    }
    return Interest.in(some);
  }

  private static Change change(int n, Random random) {
    if (random.nextInt(8) == 0) {
      return Samples.truncate(n, random.nextBoolean() ? "t" : "chat/*");
    }
    Row old = row(random);
    Row now = row(random);
    Operation op =
        List.of(Operation.INSERT, Operation.UPDATE, Operation.DELETE).get(random.nextInt(3));
    String topic = TOPICS.get(random.nextInt(3));
    String left = TOPICS.get(random.nextInt(3));
    return new Change(
        new Position(1, n),
        topic,
        op != Operation.UPDATE || left.equals(topic) ? null : left,
        "public.t",
        op,
        null,
        op == Operation.INSERT ? null : old,
        op == Operation.DELETE ? null : now,
        List.of(),
        "700",
        true,
        Instant.EPOCH);
  }

  private static Row row(Random random) {
    String text = random.nextBoolean() ? "\"one\"" : "null";
    return new Row("{\"id\":" + random.nextInt(5) + ",\"text\":" + text + "}");
  }
}
