package dev.carillon.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads a setting's text as what it stands for, or says by its name what is wrong with it. */
record SettingReader(Function<String, Optional<String>> source) {
  String text(Setting setting) {
    return source
        .apply(setting.key())
        .map(String::strip)
        .filter(v -> !v.isEmpty())
        .orElse(setting.defaultValue());
  }

  Optional<String> optional(Setting setting) {
    return Optional.of(text(setting)).filter(v -> !v.isEmpty());
  }

  /** One of a few words, in whatever case. */
  <T> T choice(Setting setting, String rule, Map<String, T> choices) {
    T choice = choices.get(text(setting).toLowerCase(Locale.ROOT));
    if (choice == null) {
      throw new InvalidSettingException(setting, rule, text(setting));
    }
    return choice;
  }

  /** Yes or no; YAML and some shells make a boolean of on. */
  boolean flag(Setting setting, String rule) {
    return choice(setting, rule, Map.of("on", true, "true", true, "off", false, "false", false));
  }

  List<String> list(Setting setting) {
    return Arrays.stream(text(setting).split(","))
        .map(String::strip)
        .filter(v -> !v.isEmpty())
        .toList();
  }

  /** Topics, or beginnings with a star, or with an exclamation mark what is not meant. */
  List<String> topics(Setting setting) {
    List<String> topics = list(setting);
    for (String topic : topics) {
      if (!topic.matches("!?([^*!]+\\*?|\\*)")) {
        throw new InvalidSettingException(
            setting, "a list of topics, with ! only before one and * only at its end", topic);
      }
    }
    return topics.equals(List.of("none")) ? List.of() : topics;
  }

  long number(Setting setting, long min, long max) {
    String text = text(setting);
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // said below: the rule is the same
    }
    throw new InvalidSettingException(setting, "between " + min + " and " + max, text);
  }

  /** A size such as {@code 64MiB}, between bounds in MiB; in bytes. */
  long bytes(Setting setting, long minMebibytes, long maxMebibytes) {
    String text = text(setting);
    if (text.matches("[0-9]{1,9}(MiB|GiB)")) {
      long mebibytes =
          Long.parseLong(text.substring(0, text.length() - 3)) * (text.endsWith("GiB") ? 1024 : 1);
      if (mebibytes >= minMebibytes && mebibytes <= maxMebibytes) {
        return mebibytes << 20;
      }
    }
    throw new InvalidSettingException(
        setting, "a size between " + minMebibytes + "MiB and " + maxMebibytes / 1024 + "GiB", text);
  }

  Duration duration(Setting setting, Duration min, Duration max) {
    String text = text(setting);
    try {
      Duration duration = Duration.parse(text);
      if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException notADuration) {
      // said below: the rule is the same
    }
    throw new InvalidSettingException(setting, "a duration between " + min + " and " + max, text);
  }
}
