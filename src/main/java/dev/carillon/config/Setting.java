package dev.carillon.config;

import java.util.Locale;

/**
 * The settings by name, each with its default as text ({@code ""}: none) and its meaning. The
 * README's table is checked against it.
 */
public enum Setting {
  HTTP_PORT("carillon.http.port", "8080", "port the run command listens on, 1 to 65535"),
  HTTP_ADDRESS(
      "carillon.http.address", "127.0.0.1", "address the run command listens on; 0.0.0.0 for all"),
  SERVER(
      "carillon.server",
      "payara-micro",
      "server that the run command starts, payara-micro, wildfly or payara-server; mvn -Prun,wildfly fetches and chooses it"),
  JDBC_URL(
      "carillon.jdbc.url",
      "",
      "your PostgreSQL, 13 or newer; none: the run command starts an embedded one"),
  JDBC_USER(
      "carillon.jdbc.user",
      "",
      "its user; owner of the schema carillon, or a member of the role that is"),
  JDBC_PASSWORD("carillon.jdbc.password", "", "that user's password"),
  REPLICA_URL(
      "carillon.jdbc.replica.url",
      "",
      "a standby of that PostgreSQL, or several, that serves replay as far as it has got; none: the primary does"),
  LISTEN_URL(
      "carillon.listen.url",
      "",
      "a direct connection for LISTEN and Liquibase, where carillon.jdbc.url leads to a pooler; none: the same"),
  POSTGRES_PORT("carillon.postgres.port", "54320", "port of the embedded PostgreSQL, 1 to 65535"),
  POSTGRES_DIRECTORY(
      "carillon.postgres.directory",
      ".carillon/postgres",
      "where the embedded PostgreSQL keeps its data"),
  LIQUIBASE(
      "carillon.liquibase", "on", "on: bring the schema up to date at start-up; off: you do it"),
  CHANGELOG(
      "carillon.changelog", "", "Liquibase changelog of your application, run after Carillon's"),
  WATCH_APPLY(
      "carillon.watch.apply",
      "false",
      "true: declare at start-up the watches that @Watched entities say; false: the doctor tells which changesets to add"),
  WAKEUP(
      "carillon.wakeup",
      "adaptive",
      "adaptive: writers wake the server, unless so many commit that it had better look by itself; notify: they always do; poll: never (needed for XA data sources)"),
  POLL(
      "carillon.poll",
      "PT1S",
      "longest time between two looks at the log, PT0.01S to PT10S; with carillon.wakeup=poll, the delay"),
  TAIL_SIZE(
      "carillon.tail.size",
      "16384",
      "newest changes kept in memory, 16 to 65536; older ones are read from the log"),
  TAIL_BYTES(
      "carillon.tail.bytes", "67108864", "bytes they may take together, 65536 to 4294967296"),
  RETENTION_AGE(
      "carillon.retention.age",
      "PT24H",
      "how long a client may be away and still resume, PT1M to P365D"),
  RETENTION_SIZE(
      "carillon.retention.size",
      "1GiB",
      "size of the log beyond which it forgets sooner, 16MiB to 1024GiB"),
  SNAPSHOT_AGE(
      "carillon.snapshot.age",
      "PT5M",
      "longest time to read a snapshot in, PT1S to PT24H; PostgreSQL cleans nothing up meanwhile"),
  WRITE_TIMEOUT(
      "carillon.write.timeout",
      "PT10S",
      "how long a write to a client may be stuck before it is closed, PT1S to PT1H"),
  HEARTBEAT(
      "carillon.heartbeat",
      "PT15S",
      "silence after which a client gets a sign of life, PT1S to PT5M"),
  CHANNELS_LISTEN(
      "carillon.channels.listen",
      "*",
      "raw channels that clients may listen to: names or prefix*, by comma"),
  CHANNELS_PUBLISH(
      "carillon.channels.publish", "demo*", "raw channels that clients may publish to, likewise"),
  ORIGINS(
      "carillon.origins",
      "",
      "foreign origins whose pages may connect, such as https://app.example.org, by comma; * for all"),
  REQUEST_SIZE(
      "carillon.request.size",
      "65536",
      "largest request body and WebSocket message in bytes, 8192 to 16777216"),
  URL(
      "carillon.url",
      "",
      "where people find Carillon, for the links in mails, such as https://www.example.org/carillon; none: where the run command listens"),
  DIGEST_AFTER(
      "carillon.digest.after",
      "PT4H",
      "how long a message is unseen before it is mailed, PT1S to P30D"),
  MAIL_HOST(
      "carillon.mail.host",
      "",
      "SMTP server of the mail session that server-config declares; none: nobody is mailed"),
  MAIL_PORT("carillon.mail.port", "25", "its port, 1 to 65535"),
  MAIL_FROM("carillon.mail.from", "carillon@localhost", "sender of the mails"),
  AUDIT_TOPICS(
      "carillon.audit.topics",
      "*,!digest/*,!presence/*,!unread/*",
      "topics that are kept in the audit: names or prefix*, by comma, with ! those that are not; none: no audit"),
  AUDIT_RETENTION(
      "carillon.audit.retention", "P365D", "how long the audit is kept, PT1H to P36500D"),
  OBSERVERS_STEER(
      "carillon.observers.steer",
      "off",
      "on: whoever may send requests may pause, resume and rewind durable observers; off: by SQL only; the run command says on, if it listens on loopback");

  private final String key;
  private final String defaultValue;
  private final String meaning;

  Setting(String key, String defaultValue, String meaning) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.meaning = meaning;
  }

  /** The name in MicroProfile Config, such as {@code carillon.tail.size}. */
  public String key() {
    return key;
  }

  /** The default as it would be written, empty if there is none. */
  public String defaultValue() {
    return defaultValue;
  }

  /** One line for people: meaning and bounds. */
  public String meaning() {
    return meaning;
  }

  /** The environment variable that sets it, such as {@code CARILLON_TAIL_SIZE}. */
  public String environmentName() {
    return key.replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
