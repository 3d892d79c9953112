package dev.carillon.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is asked of the benchmark, by system properties.
 *
 * @param project the checkout
 * @param scenarios names of those to run, in their order; empty: all
 * @param seconds how long a measurement lasts
 * @param rounds how often each is made; what is compared takes turns
 * @param client folder with the load client in C
 * @param profile whether to record the loaded server by JFR
 * @param keep whether to put the results where the README shows them
 */
record Options(
    Path project,
    List<String> scenarios,
    double seconds,
    int rounds,
    Path client,
    boolean profile,
    boolean keep) {

  static Options read() {
    Path project = Path.of(get("project", "")).toAbsolutePath().normalize();
    return new Options(
        project,
        Stream.of(get("", "").split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList(),
        Double.parseDouble(get("seconds", "4")),
        Integer.parseInt(get("rounds", "2")),
        project.resolve(get("client", "../shared/bench")),
        Boolean.parseBoolean(get("jfr", "false")),
        Boolean.parseBoolean(get("keep", "false")));
  }

  /** Where everything is written. */
  Path folder() {
    return project.resolve("target/bench");
  }

  /** Where those are that the README shows. */
  Path kept() {
    return project.resolve("src/bench/results");
  }

  /** The server and its version, as people name them. */
  static String title() {
    return get("title", "a server");
  }

  boolean wants(String scenario) {
    return scenarios.isEmpty() || scenarios.contains(scenario);
  }

  private static String get(String name, String otherwise) {
    String value = System.getProperty("carillon.bench" + (name.isEmpty() ? "" : "." + name), "");
    return value.isEmpty() ? otherwise : value;
  }
}
