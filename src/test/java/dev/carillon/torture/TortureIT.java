package dev.carillon.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Everything goes wrong, and nothing is lost and nothing shown twice. {@code
 * carillon.torture.length} says for how long, {@code carillon.torture.seed} repeats what was drawn
 * by lot.
 */
class TortureIT {
  private static final Logger LOGGER = System.getLogger(TortureIT.class.getName());
  private static final Duration LENGTH =
      Duration.parse(System.getProperty("carillon.torture.length", "PT60S"));
  private static final long SEED =
      Long.getLong("carillon.torture.seed", new Random().nextInt(1_000_000));

  @Test
  void keepsEveryPromiseWhateverGoesWrong() throws Exception {
    String title = "torture of %s, seed %d".formatted(LENGTH, SEED);
    try (Torture torture = new Torture(SEED)) {
      torture.run(LENGTH);
      Verdict verdict = torture.finish();

      String report = "%s: %s; %s".formatted(title, torture.figures(), verdict.report());
      LOGGER.log(Level.INFO, "{0}", report);
      assertThat(verdict.isClean()).as(report).isTrue();
      assertThat(torture.wakeUps()).as(report).isPositive();
    }
  }
}
