package dev.carillon.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of it so far; said at once, since a run takes minutes. One thread. */
final class Results {
  /**
   * Something that was measured.
   *
   * @param samples one a round
   * @param load the machine's load average when it was done
   */
  record Figure(String scenario, String what, String unit, List<Double> samples, String load) {
    double least() {
      return sorted().get(0);
    }

    double median() {
      int half = samples.size() / 2;
      return samples.size() % 2 == 1
          ? sorted().get(half)
          : (sorted().get(half - 1) + sorted().get(half)) / 2;
    }

    double most() {
      return sorted().get(samples.size() - 1);
    }

    private List<Double> sorted() {
      return samples.stream().sorted().toList();
    }
  }

  /**
   * What is asked of Carillon, and how it stands.
   *
   * @param claim the sentence, with the floor or the ceiling in it
   * @param share how much of it is reached: 1 and above is met
   */
  record Bar(String scenario, String claim, String figure, double share) {
    boolean isMet() {
      return share >= 1;
    }
  }

  private final PrintStream out;
  private final List<Figure> figures = new ArrayList<>();
  private final List<Bar> bars = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Profile> profiles = new ArrayList<>();

  Results(PrintStream out) {
    this.out = out;
  }

  Figure add(String scenario, String what, String unit, List<Double> samples) {
    Figure figure = new Figure(scenario, what, unit, List.copyOf(samples), Processes.load());
    figures.add(figure);
    say(
        "%-8s %-64s %s %s (%s to %s; load %s)"
            .formatted(
                scenario,
                what,
                number(figure.median()),
                unit,
                number(figure.least()),
                number(figure.most()),
                figure.load()));
    return figure;
  }

  /** Of something that must not be lower. */
  void atLeast(String scenario, String claim, double value, double floor, String unit) {
    bar(new Bar(scenario, claim, number(value) + unit, value / floor));
  }

  /** Of something that must not be higher. */
  void atMost(String scenario, String claim, double value, double ceiling, String unit) {
    bar(new Bar(scenario, claim, number(value) + unit, value <= 0 ? 10 : ceiling / value));
  }

  /**
   * Of something that is out of reach.
   *
   * @param share how near it is, below 1
   */
  void missed(String scenario, String claim, String figure, double share) {
    bar(new Bar(scenario, claim, figure, share));
  }

  /** Something that a reader of the figures should know. */
  void note(String text) {
    notes.add(text);
    say(text);
  }

  void add(Profile profile) {
    profiles.add(profile);
    say("%-8s profile of %s".formatted(profile.scenario(), profile.title()));
  }

  List<Profile> profiles() {
    return profiles;
  }

  List<Figure> figures() {
    return figures;
  }

  List<Bar> bars() {
    return bars;
  }

  List<String> notes() {
    return notes;
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Each value of one list by that of another: what ran side by side. */
  static List<Double> ratios(List<Double> values, List<Double> by) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      ratios.add(values.get(i) / by.get(i));
    }
    return ratios;
  }

  /** As people read it: three digits that count. */
  static String number(double value) {
    double size = Math.abs(value);
    String form = size >= 100 || size == Math.rint(size) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, value);
  }

  private void bar(Bar bar) {
    bars.add(bar);
    say(
        "%-8s %s: %s, %s"
            .formatted(bar.scenario(), bar.isMet() ? "MET" : "NOT MET", bar.claim(), bar.figure()));
  }
}
