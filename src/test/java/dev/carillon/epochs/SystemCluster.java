package dev.carillon.epochs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A cluster by the PostgreSQL that this machine has, for what the embedded one brings no programs
 * for.
 */
record SystemCluster(Path bin, Path data, int port) implements AutoCloseable {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  /** A new one; the test is skipped where there is no PostgreSQL. */
  static SystemCluster create(int port) throws IOException {
    Optional<Path> bin = newest();
    assumeTrue(bin.isPresent(), "pg_dump and pg_upgrade are not there: install postgresql");
    SystemCluster cluster =
        new SystemCluster(bin.orElseThrow(), Directory.temporary("carillon-system-"), port);
    cluster.run(
        "initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync", "-D", cluster.data);
    return cluster;
  }

  /** The same at another port, from its next start on. */
  SystemCluster at(int otherPort) {
    return new SystemCluster(bin, data, otherPort);
  }

  SystemCluster start() throws IOException {
    run(
        "pg_ctl",
        "-D",
        data,
        "-w",
        "-l",
        data.resolve("server.log"),
        "-o",
        "-F -p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + data,
        "start");
    return this;
  }

  void stop() throws IOException {
    if (Files.exists(data.resolve("postmaster.pid"))) {
      run("pg_ctl", "-D", data, "-w", "-m", "fast", "stop");
    }
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
  }

  /** The whole database as SQL. */
  void dump(Path file) throws IOException {
    run("pg_dump", "-h", "127.0.0.1", "-p", port, "-U", "postgres", "-f", file, "postgres");
  }

  void restore(Path file) throws IOException {
    run(
        "psql",
        "-h",
        "127.0.0.1",
        "-p",
        port,
        "-U",
        "postgres",
        "-q",
        "-v",
        "ON_ERROR_STOP=1",
        "-f",
        file,
        "postgres");
  }

  /** Takes over the data of another one; both are stopped. */
  void upgradeFrom(SystemCluster old) throws IOException {
    run(
        "pg_upgrade",
        "-U",
        "postgres",
        "-b",
        old.bin,
        "-B",
        bin,
        "-d",
        old.data,
        "-D",
        data,
        "-p",
        old.port,
        "-P",
        port,
        "-s",
        data,
        "--no-sync");
  }

  @Override
  public void close() throws IOException {
    stop();
    Directory.delete(data);
  }

  private void run(String program, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U")); // these programs refuse to run as root
    }
    command.add(bin.resolve(program).toString());
    List.of(arguments).forEach(argument -> command.add(argument.toString()));
    Path output = Files.createTempFile("carillon-", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(data.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(program + ": " + Files.readString(output));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Files.delete(output);
    }
  }

  private static Optional<Path> newest() throws IOException {
    if (!Files.isDirectory(VERSIONS)) {
      return Optional.empty();
    }
    try (var versions = Files.list(VERSIONS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("pg_upgrade")))
          .max(Comparator.naturalOrder());
    }
  }
}
