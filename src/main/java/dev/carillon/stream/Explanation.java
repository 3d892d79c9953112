package dev.carillon.stream;

import dev.carillon.change.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a subscriber got a change, or did not.
 *
 * @param why in a sentence
 * @param change the change; null if there is none yet
 * @param findings what each of its subscriptions makes of it
 */
public record Explanation(
    Verdict verdict, String why, @Nullable Change change, List<Finding> findings) {
  /**
   * What one subscription makes of a change.
   *
   * @param shows whether it shows it
   */
  public record Finding(String topic, String filter, boolean shows, String why) {}
}
