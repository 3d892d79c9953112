package dev.carillon.stream;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A query's parameters, checked the same way by every transport: a misspelt one must not be
 * ignored, or it would seem to work.
 */
public final class Parameters {
  private final Map<String, String[]> values;

  /**
   * @param known the names that mean something here
   * @throws ProblemException 400 if there is another one
   */
  public Parameters(Map<String, String[]> values, Set<String> known) {
    this.values = values;
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new ProblemException(
            Problem.badRequest(
                "There is no parameter \""
                    + name
                    + "\"; there are "
                    + String.join(", ", known.stream().sorted().toList())));
      }
    }
  }

  /** Names that several share, and some of one's own. */
  public static Set<String> known(Set<String> shared, String... own) {
    return Stream.concat(shared.stream(), Stream.of(own)).collect(Collectors.toUnmodifiableSet());
  }

  /** Every value of a parameter, in order. */
  public List<String> all(String name) {
    String[] given = values.get(name);
    return given == null ? List.of() : List.of(given);
  }

  /** The first value of a parameter; null if it was not given. */
  public @Nullable String first(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? null : all.get(0);
  }

  /** One of these values; the first if none was given. */
  public String choice(String name, List<String> allowed) {
    String given = first(name);
    if (given == null) {
      return allowed.get(0);
    }
    if (!allowed.contains(given)) {
      throw new ProblemException(
          Problem.badRequest(
              name
                  + " must be one of "
                  + String.join(", ", allowed)
                  + ", but is \""
                  + given
                  + "\""));
    }
    return given;
  }

  /** Whether it is {@code true}; false if it was not given. */
  public boolean isTrue(String name) {
    return choice(name, List.of("false", "true")).equals("true");
  }

  /** A whole number within bounds. */
  public int number(String name, int preset, int min, int max) {
    String given = first(name);
    if (given == null) {
      return preset;
    }
    if (given.matches("[0-9]{1,9}")
        && Integer.parseInt(given) >= min
        && Integer.parseInt(given) <= max) {
      return Integer.parseInt(given);
    }
    throw new ProblemException(
        Problem.badRequest(
            name + " must be between " + min + " and " + max + ", but is \"" + given + "\""));
  }
}
