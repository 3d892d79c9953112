package dev.carillon.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Position;
import org.junit.jupiter.api.Test;

class HorizonTest {

  private final Horizon horizon = new Horizon();

  @Test
  void leadsPastWhatNobodyWants() {
    horizon.opened(at(10));
    horizon.changed(at(11), false);
    horizon.changed(at(12), false);

    assertThat(horizon.clearAfter(at(10))).hasValue(at(12));
    assertThat(horizon.clearAfter(at(11))).hasValue(at(12));
    assertThat(horizon.clearAfter(at(12))).as("no way at all").isEmpty();
  }

  @Test
  void leadsNobodyPastWhatIsWanted() {
    horizon.opened(at(10));
    horizon.changed(at(11), true);
    horizon.changed(at(12), false);

    assertThat(horizon.clearAfter(at(10))).isEmpty();
    assertThat(horizon.clearAfter(at(11))).hasValue(at(12));
  }

  @Test
  void knowsNothingOfTheTimeBefore() {
    assertThat(horizon.clearAfter(at(1))).isEmpty();
    horizon.opened(at(10));
    horizon.changed(at(11), false);

    assertThat(horizon.clearAfter(at(9))).isEmpty();
  }

  @Test
  void forgetsAllWhenTheLogIsOpenedAnew() {
    horizon.opened(at(10));
    horizon.changed(at(20), false);
    horizon.opened(new Position(2, 15));

    assertThat(horizon.clearAfter(at(12))).isEmpty();
    horizon.changed(new Position(2, 16), false);
    assertThat(horizon.clearAfter(at(12))).isEmpty();
    assertThat(horizon.clearAfter(new Position(2, 15))).hasValue(new Position(2, 16));
  }

  private static Position at(long n) {
    return new Position(1, n);
  }
}
