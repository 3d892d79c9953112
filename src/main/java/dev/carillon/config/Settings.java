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
  private final SchemaSettings schema;
  private final MailSettings mail;
  private final AuditSettings audit;
  private final ObserverSettings observers;

  /**
   * Reads and checks every setting.
   *
   * @param source gives the value of a name, such as {@code name -> config.getOptionalValue(name,
   *     String.class)}
   * @throws InvalidSettingException if a value breaks its rule
   */
  public Settings(Function<String, Optional<String>> source) {
    this.read = new SettingReader(source);
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
    this.schema = new SchemaSettings(read);
    this.mail = new MailSettings(read);
    this.audit = new AuditSettings(read);
    this.observers = new ObserverSettings(read);
  }

  /** Empty: none was given. */
  public Optional<String> jdbcUrl() {
    return read.optional(Setting.JDBC_URL);
  }

  public Optional<String> jdbcUser() {
    return read.optional(Setting.JDBC_USER);
  }

  public Optional<String> jdbcPassword() {
    return read.optional(Setting.JDBC_PASSWORD);
  }

  /** Where a read replica is; empty: nowhere. */
  public Optional<String> replicaUrl() {
    return read.optional(Setting.REPLICA_URL);
  }

  /** The URL of the listening connection: its own, or that of all others. */
  public Optional<String> listenUrl() {
    return read.optional(Setting.LISTEN_URL).or(this::jdbcUrl);
  }

  public Wakeup wakeup() {
    return read.choice(
        Setting.WAKEUP,
        "adaptive, notify or poll",
        Map.of("adaptive", Wakeup.ADAPTIVE, "notify", Wakeup.NOTIFY, "poll", Wakeup.POLL));
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
    return read.origins(Setting.ORIGINS);
  }

  public int requestSize() {
    return (int) read.number(Setting.REQUEST_SIZE, 8192, 16777216);
  }

  /** How the database gets its tables and watches. */
  public SchemaSettings schema() {
    return schema;
  }

  /** What the mails need. */
  public MailSettings mail() {
    return mail;
  }

  /** What the audit needs. */
  public AuditSettings audit() {
    return audit;
  }

  /** What durable observers need. */
  public ObserverSettings observers() {
    return observers;
  }
}
