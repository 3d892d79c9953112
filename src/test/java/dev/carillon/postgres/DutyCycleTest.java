package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DutyCycleTest {
  private static final long MILLI = 1_000_000;
  private final DutyCycle cycle = new DutyCycle(0);
  private long now;

  @Test
  void leavesWritersSevenEighthsOfTheTime() {
    look(8, 1, 3);

    assertThat(cycle.rest(now)).isEqualTo(Duration.ofMillis(21));
    assertThat(cycle.rest(now + 20 * MILLI)).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void isOverAfterSilence() {
    look(8, 1, 3);

    assertThat(cycle.rest(now + 21 * MILLI)).isZero();
    assertThat(cycle.rest(now + 3_600_000 * MILLI)).isZero();
  }

  @Test
  void isNotMisledByOneThatTookLong() {
    look(8, 1, 1);
    look(7, 1000, 400);

    assertThat(cycle.rest(now)).isEqualTo(Duration.ofMillis(7));
  }

  @Test
  void hasNobodyWaitLongHoweverSlowTheDisk() {
    look(8, 1, 2000);

    assertThat(cycle.rest(now)).isEqualTo(Duration.ofMillis(25));
  }

  @Test
  void doesNotCountWhatFoundNothing() {
    look(8, 1, 3);
    look(100, 0, 0);

    assertThat(cycle.rest(now)).isEqualTo(Duration.ofMillis(21));
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
