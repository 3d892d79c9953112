package dev.carillon.launcher;

import dev.carillon.config.Setting;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The settings as environment variables: a command line would show the password to every user of the machine. */
final class ServerEnvironment {
  private final Map<Setting, String> values = new EnumMap<>(Setting.class);

  /** Takes over every setting that was given, wherever it was. */
  ServerEnvironment(Function<String, Optional<String>> source) {
    for (Setting setting : Setting.values()) {
      source.apply(setting.key()).ifPresent(value -> values.put(setting, value));
    }
  }

  ServerEnvironment with(Setting setting, String value) {
    values.put(setting, value);
    return this;
  }

  /** Sets what was given and removes the rest, so that a variable that was overridden by nothing does not come back. */
  void applyTo(Map<String, String> environment) {
    for (Setting setting : Setting.values()) {
      environment.remove(setting.environmentName());
    }
    values.forEach((setting, value) -> environment.put(setting.environmentName(), value));
  }
}
