package dev.carillon.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The server's side of its TCP connections, and its threads, as Linux shows them. */
final class Connections {
  private static final Path TCP = Path.of("/proc/net/tcp");
  private static final Path TCP_6 = Path.of("/proc/net/tcp6");
  private static final String ESTABLISHED = "01";
  private static final String NOT_CLOSED_BY_SERVER = "08";

  private Connections() {}

  /** Whether this machine can tell, and the server is on it. */
  static boolean areSeen() {
    return Files.isReadable(TCP);
  }

  /** How many the server holds, also those whose client has gone. */
  static long held() {
    int port = URI.create(Carillon.running().url()).getPort();
    return rows()
        .filter(row -> row[1].endsWith(":%04X".formatted(port)))
        .filter(row -> row[3].equals(ESTABLISHED) || row[3].equals(NOT_CLOSED_BY_SERVER))
        .count();
  }

  /**
   * Whether the server still holds its end; data that waits for us does not keep it from closing.
   */
  static boolean isHeld(Socket client) {
    return rows()
        .filter(row -> row[1].endsWith(":%04X".formatted(client.getPort())))
        .filter(row -> row[2].endsWith(":%04X".formatted(client.getLocalPort())))
        .anyMatch(row -> row[3].equals(ESTABLISHED));
  }

  /** The columns: number, local address, remote address, state. */
  private static Stream<String[]> rows() {
    try {
      String all = Files.readString(TCP) + (Files.exists(TCP_6) ? Files.readString(TCP_6) : "");
      return all.lines().map(line -> line.strip().split(" +")).filter(row -> row.length > 3);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
