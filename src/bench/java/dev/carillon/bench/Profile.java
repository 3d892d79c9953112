package dev.carillon.bench;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the server's time and memory went while it was loaded.
 *
 * @param title what it had to do
 * @param deliveries how many changes reached a client meanwhile, each client's counted; 0: none was
 *     to, and nothing was recorded
 * @param file the recording, to be opened by whoever wants to know more
 */
record Profile(
    String scenario, String title, long deliveries, List<Section> sections, String file) {

  /** One view of it, its largest parts first. */
  record Section(String title, String unit, List<Part> parts) {}

  /**
   * Some of it.
   *
   * @param threads by their names, numbers left out
   */
  record Part(String threads, String what, double value) {}

  /** Adds up parts. One thread. */
  static final class Sum {
    private final Map<List<String>, Double> values = new HashMap<>();
    private double total;

    void add(String threads, String what, double value) {
      values.merge(List.of(threads, what), value, Double::sum);
      total += value;
    }

    double total() {
      return total;
    }

    /** The largest, each multiplied. */
    Section top(int most, String title, String unit, double factor) {
      return new Section(
          title,
          unit,
          values.entrySet().stream()
              .map(e -> new Part(e.getKey().get(0), e.getKey().get(1), factor * e.getValue()))
              .sorted(Comparator.comparingDouble(Part::value).reversed())
              .limit(most)
              .toList());
    }

    /** The largest, as a share of all. */
    Section shares(int most, String title) {
      return top(most, title, "%", total == 0 ? 0 : 100 / total);
    }
  }
}
