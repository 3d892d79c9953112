package dev.carillon.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The values of all settings, checked when they are read. Immutable. */
public final class Settings {
  private final Function<String, Optional<String>> source;

  /**
   * Reads and checks every setting.
   *
   * @param source gives the value of a name, such as {@code name -> config.getOptionalValue(name,
   *     String.class)}
   * @throws InvalidSettingException if a value breaks its rule
   */
  public Settings(Function<String, Optional<String>> source) {
    this.source = source;
    httpPort();
    postgresPort();
    liquibase();
    wakeup();
    poll();
    tailSize();
    tailBytes();
    writeTimeout();
    heartbeat();
    origins();
    requestSize();
  }

  public int httpPort() {
    return (int) number(Setting.HTTP_PORT, 1, 65535);
  }

  public String httpAddress() {
    return text(Setting.HTTP_ADDRESS);
  }

  /** Empty: none was given. */
  public Optional<String> jdbcUrl() {
    return optional(Setting.JDBC_URL);
  }

  public Optional<String> jdbcUser() {
    return optional(Setting.JDBC_USER);
  }

  public Optional<String> jdbcPassword() {
    return optional(Setting.JDBC_PASSWORD);
  }

  /** The URL of the listening connection: its own, or that of all others. */
  public Optional<String> listenUrl() {
    return optional(Setting.LISTEN_URL).or(this::jdbcUrl);
  }

  public int postgresPort() {
    return (int) number(Setting.POSTGRES_PORT, 1, 65535);
  }

  public String postgresDirectory() {
    return text(Setting.POSTGRES_DIRECTORY);
  }

  /** Whether the server brings the schema up to date by itself. */
  public boolean liquibase() {
    return switch (text(Setting.LIQUIBASE).toLowerCase(Locale.ROOT)) {
      case "on", "true" -> true; // YAML and some shells make a boolean of on
      case "off", "false" -> false;
      default ->
          throw new InvalidSettingException(
              Setting.LIQUIBASE, "on or off", text(Setting.LIQUIBASE));
    };
  }

  public Wakeup wakeup() {
    return switch (text(Setting.WAKEUP).toLowerCase(Locale.ROOT)) {
      case "notify" -> Wakeup.NOTIFY;
      case "poll" -> Wakeup.POLL;
      default ->
          throw new InvalidSettingException(Setting.WAKEUP, "notify or poll", text(Setting.WAKEUP));
    };
  }

  public Duration poll() {
    return duration(Setting.POLL, Duration.ofMillis(10), Duration.ofSeconds(10));
  }

  public int tailSize() {
    return (int) number(Setting.TAIL_SIZE, 16, 65536);
  }

  public long tailBytes() {
    return number(Setting.TAIL_BYTES, 65536, 4294967296L);
  }

  public Duration writeTimeout() {
    return duration(Setting.WRITE_TIMEOUT, Duration.ofSeconds(1), Duration.ofHours(1));
  }

  public Duration heartbeat() {
    return duration(Setting.HEARTBEAT, Duration.ofSeconds(1), Duration.ofMinutes(5));
  }

  /** Names of raw channels, or prefixes ending in {@code *}. */
  public List<String> channelsToListen() {
    return list(Setting.CHANNELS_LISTEN);
  }

  public List<String> channelsToPublish() {
    return list(Setting.CHANNELS_PUBLISH);
  }

  /** Foreign origins in their serialized form, or {@code *}. */
  public List<String> origins() {
    List<String> origins = list(Setting.ORIGINS);
    for (String origin : origins) {
      if (!origin.equals("*") && !origin.matches("https?://[^/\\s]+")) {
        throw new InvalidSettingException(
            Setting.ORIGINS, "a list of scheme://host or scheme://host:port", origin);
      }
    }
    return origins;
  }

  public int requestSize() {
    return (int) number(Setting.REQUEST_SIZE, 8192, 16777216);
  }

  private String text(Setting setting) {
    return source
        .apply(setting.key())
        .map(String::strip)
        .filter(v -> !v.isEmpty())
        .orElse(setting.defaultValue());
  }

  private Optional<String> optional(Setting setting) {
    return Optional.of(text(setting)).filter(v -> !v.isEmpty());
  }

  private List<String> list(Setting setting) {
    return Arrays.stream(text(setting).split(","))
        .map(String::strip)
        .filter(v -> !v.isEmpty())
        .toList();
  }

  private long number(Setting setting, long min, long max) {
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

  private Duration duration(Setting setting, Duration min, Duration max) {
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
