package dev.carillon.launcher;

import dev.carillon.config.Setting;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** PostgreSQL 18 with its data kept in a folder, on loopback only, for whoever brings no PostgreSQL of their own. */
final class EmbeddedDatabase implements AutoCloseable {
  private static final String VERSION = "18";
  private static final String ADDRESS = "127.0.0.1";

  /** Long enough for recovery after a crash. */
  private static final Duration START = Duration.ofSeconds(30);

  /** The embedding is made for tests that throw their data away; ours is kept, so a commit must be one. */
  private static final Map<String, String> SERVER =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "wal_level", "logical",
          "listen_addresses", ADDRESS,
          // psql comes by TCP; a socket in /tmp would be one more thing to be in the way of others
          "unix_socket_directories", "");

  /** The same order and the same messages on every machine, whatever its locale. */
  private static final Map<String, String> LOCALE =
      Map.of("locale", "C", "locale-provider", "builtin", "builtin-locale", "C.UTF-8");

  private final EmbeddedPostgres postgres;
  private final Path directory;

  private EmbeddedDatabase(EmbeddedPostgres postgres, Path directory) {
    this.postgres = postgres;
    this.directory = directory;
  }

  /**
   * Checks what can be checked before anything is started.
   *
   * @return the PostgreSQL that an earlier launcher left running there, if so
   * @throws CannotStartException if the port or the data cannot be used
   */
  static Optional<Postmaster> inspect(Path directory, int port) throws IOException {
    Layout.requireWritable(directory);
    Path version = directory.resolve("PG_VERSION");
    if (Files.exists(version) && !Files.readString(version).strip().equals(VERSION)) {
      throw new CannotStartException(
          "The data in %s is of PostgreSQL %s, but Carillon brings %s; choose another folder with -D%s=..."
              .formatted(directory, Files.readString(version).strip(), VERSION, Setting.POSTGRES_DIRECTORY.key()));
    }
    Optional<Postmaster> orphan = Postmaster.of(directory);
    if (orphan.isEmpty()) {
      Ports.requireFree(Setting.POSTGRES_PORT, ADDRESS, port);
    } else if (orphan.get().port() != port) {
      throw new CannotStartException(
          "A PostgreSQL (process %d) already runs on %s at port %d; use it with -D%s=%d, or end it first."
              .formatted(orphan.get().process().pid(), directory, orphan.get().port(), Setting.POSTGRES_PORT.key(), orphan.get().port()));
    }
    return orphan;
  }

  /** Starts it, or takes over the one that {@link #inspect} found: then the start fails, and the one that runs answers. */
  static EmbeddedDatabase start(Path directory, int port, Layout layout) {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            // not in /tmp, which other users share and the system tidies
            .setOverrideWorkingDirectory(layout.home().resolve("binaries").toFile())
            .setPGStartupWait(START)
            .setOutputRedirector(Redirect.appendTo(layout.postgresLog().toFile()))
            .setPort(port);
    SERVER.forEach(builder::setServerConfig);
    LOCALE.forEach(builder::setLocaleConfig);
    try {
      return new EmbeddedDatabase(builder.start(), directory);
    } catch (IOException | RuntimeException e) {
      throw new CannotStartException(
          "PostgreSQL could not be started on %s (%s); %s says why.".formatted(directory, e.getMessage(), layout.postgresLog()));
    }
  }

  String url() {
    return "jdbc:postgresql://" + ADDRESS + ":" + postgres.getPort() + "/postgres";
  }

  String user() {
    return "postgres";
  }

  String psql() {
    return "psql -h " + ADDRESS + " -p " + postgres.getPort() + " -U " + user() + " postgres";
  }

  @Override
  public void close() throws IOException {
    Optional<Postmaster> postmaster = Postmaster.of(directory);
    postgres.close();
    // The embedding waits 5 s for PostgreSQL's fast shutdown and then leaves it alone
    if (postmaster.isPresent() && !Ending.ends(postmaster.get().process(), Duration.ofSeconds(10))) {
      postmaster.get().process().destroyForcibly();
    }
  }
}
