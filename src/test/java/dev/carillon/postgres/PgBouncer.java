package dev.carillon.postgres;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.Directory;
import dev.carillon.TestDatabase;
import dev.carillon.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Debian's PgBouncer before a database: in transaction mode by one name, in session mode by
 * another.
 */
record PgBouncer(Process process, Path folder, int port) implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Skips the test where it is not there. */
  static PgBouncer before(TestDatabase database) throws IOException {
    assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " is not there: install it");
    Path folder = Directory.temporary("carillon-pgbouncer-");
    int port = TestServer.freePort();
    Path users = Files.writeString(folder.resolve("users.txt"), "\"postgres\" \"\"\n");
    String target =
        "host=127.0.0.1 port=%d dbname=%s".formatted(database.server().port(), database.name());
    Path settings =
        Files.writeString(
            folder.resolve("pgbouncer.ini"),
            """
            [databases]
            transactions = %1$s pool_mode=transaction
            sessions = %1$s pool_mode=session
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %2$d
            unix_socket_dir =
            auth_type = trust
            auth_file = %3$s
            admin_users = postgres
            ignore_startup_parameters = extra_float_digits
            """
                .formatted(target, port, users));
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U")); // it refuses to run as root
    }
    command.addAll(List.of(PROGRAM.toString(), settings.toString()));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy)); // were the test cut off
    PgBouncer started = new PgBouncer(process, folder, port);
    await().atMost(PATIENCE).until(() -> started.listens() || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("PgBouncer ended: " + Files.readString(output));
    }
    return started;
  }

  String url(String mode) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + mode;
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly(); // asked politely, it waits for its clients
    await().atMost(PATIENCE).until(() -> !process.isAlive());
    Directory.delete(folder);
  }
}
