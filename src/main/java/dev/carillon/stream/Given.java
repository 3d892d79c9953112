package dev.carillon.stream;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a request says under some names.
 *
 * @param values null for a name under which nothing is said
 */
record Given(Function<String, @Nullable String> values) {
  /** The parts of a list with commas between; empty if it is not given. */
  List<String> list(String name, String example) {
    String written = values.apply(name);
    if (written == null) {
      return List.of();
    }
    List<String> parts =
        Arrays.stream(written.split(",", -1)).map(String::strip).distinct().toList();
    if (parts.contains("")) {
      throw new ProblemException(
          Problem.badRequest(
              name
                  + " must be names with commas between, such as "
                  + example
                  + ", but is \""
                  + written
                  + "\""));
    }
    return parts;
  }

  /** Whether of two values the other than the preset is given. */
  boolean isOther(String name, String preset, String other) {
    String written = values.apply(name);
    if (written != null && !written.equals(preset) && !written.equals(other)) {
      throw new ProblemException(
          Problem.badRequest(
              name + " must be " + preset + " or " + other + ", but is \"" + written + "\""));
    }
    return other.equals(written);
  }
}
