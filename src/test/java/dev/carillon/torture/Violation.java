package dev.carillon.torture;

import java.util.List;

/**
 * A broken invariant, with no more of the run than it takes to see that it is broken.
 *
 * @param invariant {@code I1} to {@code I9}, as the design of the log numbers them
 * @param sentence what is wrong, with the values
 * @param evidence the few events that show it, in order
 */
record Violation(String invariant, String sentence, List<String> evidence) {

  Violation(String invariant, String sentence, String... evidence) {
    this(invariant, sentence, List.of(evidence));
  }

  @Override
  public String toString() {
    return invariant
        + " is broken: "
        + sentence
        + String.join("", evidence.stream().map(line -> "\n    " + line).toList());
  }
}
