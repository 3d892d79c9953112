package dev.carillon.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The values of all settings that the application has, checked when they are read; those of the run
 * command are {@link RunSettings}. Immutable.
 */
public final class Settings {
  private final SettingReader read;
  private final MailSettings mail;
  private final AuditSettings audit;

  /**
   * Reads and checks every setting.
   *
   * @param source gives the value of a name, such as {@code name -> config.getOptionalValue(name,
   *     String.class)}
   * @throws InvalidSettingException if a value breaks its rule
   */
  public Settings(Function<String, Optional<String>> source) {
    this.read = new SettingReader(source);
    liquibase();
    observersSteer();
    watchApply();
    wakeup();
    poll();
    tailSize();
    tailBytes();
    retentionAge();
    retentionSize();
    snapshotAge();
    writeTimeout();
    heartbeat();
    origins();
    requestSize();
    this.mail = new MailSettings(read);
    this.audit = new AuditSettings(read);
  }

  public Optional<String> jdbcUrl() {
    return read.optional(Setting.JDBC_URL);
  }

  public Optional<String> jdbcUser() {
    return read.optional(Setting.JDBC_USER);
  }

  public Optional<String> jdbcPassword() {
    return read.optional(Setting.JDBC_PASSWORD);
  }

  public Optional<String> replicaUrl() {
    return read.optional(Setting.REPLICA_URL);
  }

  /** The URL of the listening connection: its own, or that of all others. */
  public Optional<String> listenUrl() {
    return read.optional(Setting.LISTEN_URL).or(this::jdbcUrl);
  }

  public boolean liquibase() {
    return read.flag(Setting.LIQUIBASE, "on or off");
  }

  /** Whether it declares the watches that entities say. */
  public boolean watchApply() {
    return read.flag(Setting.WATCH_APPLY, "true or false");
  }

  /** Whether requests may pause, resume and rewind durable observers. */
  public boolean observersSteer() {
    return read.flag(Setting.OBSERVERS_STEER, "on or off");
  }

  public Wakeup wakeup() {
    return read.choice(
        Setting.WAKEUP, "notify or poll", Map.of("notify", Wakeup.NOTIFY, "poll", Wakeup.POLL));
  }

  public Duration poll() {
    return read.duration(Setting.POLL, Duration.ofMillis(10), Duration.ofSeconds(10));
  }

  public int tailSize() {
    return (int) read.number(Setting.TAIL_SIZE, 16, 65536);
  }

  public long tailBytes() {
    return read.number(Setting.TAIL_BYTES, 65536, 4294967296L);
  }

  public Duration retentionAge() {
    return read.duration(Setting.RETENTION_AGE, Duration.ofMinutes(1), Duration.ofDays(365));
  }

  /** In bytes. */
  public long retentionSize() {
    return read.bytes(Setting.RETENTION_SIZE, 16, 1024 * 1024);
  }

  public Duration snapshotAge() {
    return read.duration(Setting.SNAPSHOT_AGE, Duration.ofSeconds(1), Duration.ofDays(1));
  }

  public Duration writeTimeout() {
    return read.duration(Setting.WRITE_TIMEOUT, Duration.ofSeconds(1), Duration.ofHours(1));
  }

  public Duration heartbeat() {
    return read.duration(Setting.HEARTBEAT, Duration.ofSeconds(1), Duration.ofMinutes(5));
  }

  /** Names of raw channels, or prefixes ending in {@code *}. */
  public List<String> channelsToListen() {
    return read.list(Setting.CHANNELS_LISTEN);
  }

  public List<String> channelsToPublish() {
    return read.list(Setting.CHANNELS_PUBLISH);
  }

  /** Foreign origins in their serialized form, or {@code *}. */
  public List<String> origins() {
    List<String> origins = read.list(Setting.ORIGINS);
    for (String origin : origins) {
      if (!origin.equals("*") && !origin.matches("https?://[^/\\s]+")) {
        throw new InvalidSettingException(
            Setting.ORIGINS, "a list of scheme://host or scheme://host:port", origin);
      }
    }
    return origins;
  }

  public int requestSize() {
    return (int) read.number(Setting.REQUEST_SIZE, 8192, 16777216);
  }

  public MailSettings mail() {
    return mail;
  }

  public AuditSettings audit() {
    return audit;
  }
}
