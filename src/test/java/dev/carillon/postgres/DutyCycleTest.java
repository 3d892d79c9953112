package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DutyCycleTest {
  private static final long MILLI = 1_000_000;
  private final DutyCycle cycle = new DutyCycle(0);
  private long now;

  @Test
  void leavesADiskThatTakesItsTimeToTheWriters() {
    look(8, 1, 3);

    assertThat(cycle.rest(now)).isEqualTo(Duration.ofMillis(15));
    assertThat(cycle.rest(now + 14 * MILLI)).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void isOverAfterSilence() {
    look(8, 1, 3);

    assertThat(cycle.rest(now + 15 * MILLI)).isZero();
    assertThat(cycle.rest(now + 3_600_000 * MILLI)).isZero();
  }

  @Test
  void isNotMisledByOneThatTookLong() {
    look(8, 1, 2);
    look(7, 1000, 400);

    assertThat(cycle.rest(now)).isEqualTo(Duration.ofMillis(5));
  }

  @Test
  void hasNobodyWaitLongHoweverSlowTheDisk() {
    look(8, 1, 2000);

    assertThat(cycle.rest(now)).isEqualTo(Duration.ofMillis(25));
  }

  @Test
  void doesNotRestWhereTheDiskIsQuick() {
    look(100, 1, 1);

    assertThat(cycle.rest(now)).isZero();
  }

  @Test
  void doesNotCountWhatFoundNothing() {
    look(8, 1, 3);
    look(100, 0, 0);

    assertThat(cycle.rest(now)).isEqualTo(Duration.ofMillis(15));
  }

  @Test
  void beginsWithoutRests() {
    assertThat(cycle.rest(now)).isZero();
    look(7, 1, 3);
    assertThat(cycle.rest(now)).isZero();
  }

  private void look(int times, int transactions, long millis) {
    for (int i = 0; i < times; i++) {
      long began = now;
      now += millis * MILLI;
      cycle.looked(transactions, began, now);
    }
  }
}
