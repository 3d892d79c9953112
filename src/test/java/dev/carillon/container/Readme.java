package dev.carillon.container;

import java.util.List;
import java.util.regex.Pattern;

/** The code of a section of the README, in its order, as people copy it. */
record Readme(String text) {
  /** The title of the section on timers. */
  static final String TIMERS = "From @Schedule to a durable observer";

  /** A section by its title. */
  static Readme section(String all, String title) {
    String from = all.substring(all.indexOf("\n## " + title + "\n") + 1);
    return new Readme(from.substring(0, from.indexOf("\n## ", 1)));
  }

  List<String> code(String language) {
    return Pattern.compile("(?s)```" + language + "\\n(.*?)```")
        .matcher(text)
        .results()
        .map(block -> block.group(1))
        .toList();
  }
}
