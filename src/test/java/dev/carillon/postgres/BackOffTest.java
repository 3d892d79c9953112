package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackOffTest {

  @Test
  void doublesUpToTenSecondsAtMost() {
    BackOff longest = new BackOff(alwaysHighest());
    long[] expected = {100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000};
    for (long millis : expected) {
      assertThat(longest.next()).isEqualTo(Duration.ofMillis(millis));
    }
  }

  @Test
  void waitsHalfOfThatAtLeast() {
    BackOff shortest = new BackOff(new Fixed(0));
    long[] expected = {50, 100, 200, 400, 800, 1600, 3200, 5000, 5000};
    for (long millis : expected) {
      assertThat(shortest.next()).isEqualTo(Duration.ofMillis(millis));
    }
  }

  @Test
  void staysWithinItsBoundsHoweverOftenItFails() {
    BackOff backOff = new BackOff(new Random(42));
    for (int i = 0; i < 100_000; i++) {
      assertThat(backOff.next()).isBetween(Duration.ofMillis(50), Duration.ofSeconds(10));
    }
    assertThat(backOff.attempts()).isEqualTo(100_000);
  }

  @Test
  void keepsNodesFromComingBackInStep() {
    Set<Duration> eighth = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      BackOff backOff = new BackOff(new Random(seed));
      for (int i = 0; i < 7; i++) {
        var unused = backOff.next();
      }
      eighth.add(backOff.next());
    }
    assertThat(eighth).hasSizeGreaterThan(90);
  }

  @Test
  void beginsAnewAfterASuccess() {
    BackOff backOff = new BackOff(alwaysHighest());
    var unused = backOff.next();
    unused = backOff.next();
    assertThat(backOff.attempts()).isEqualTo(2);
    backOff.reset();
    assertThat(backOff.attempts()).isZero();
    assertThat(backOff.next()).isEqualTo(Duration.ofMillis(100));
  }

  private static RandomGenerator alwaysHighest() {
    return new Fixed(-1);
  }

  /** Gives the lowest number there is, or the highest if it is negative. */
  private record Fixed(long number) implements RandomGenerator {
    @Override
    public long nextLong() {
      return number;
    }

    @Override
    public long nextLong(long bound) {
      return number < 0 ? bound - 1 : 0;
    }
  }
}
