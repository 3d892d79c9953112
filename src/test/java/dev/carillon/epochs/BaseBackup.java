package dev.carillon.epochs;

import dev.carillon.Directory;
import dev.carillon.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A copy of a cluster that runs, by SQL: the embedded binaries bring no pg_basebackup. */
record BaseBackup(Path data) implements AutoCloseable {
  static BaseBackup of(TestServer server) throws SQLException, IOException {
    Path copy = Directory.temporary("carillon-backup-");
    try (Connection connection = DriverManager.getConnection(server.url("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_backup_start('carillon', true)");
      Directory.copy(server.data(), copy);
      try (var row = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
        row.next();
        Files.writeString(copy.resolve("backup_label"), row.getString(1));
      }
    }
    for (String own : List.of("postmaster.pid", "postmaster.opts", "epg-lock")) {
      Files.deleteIfExists(copy.resolve(own));
    }
    try (var segments = Files.list(copy.resolve("pg_wal"))) {
      for (Path segment : segments.filter(Files::isRegularFile).toList()) {
        Files.delete(segment); // the archive, or the primary, has whole ones
      }
    }
    return new BaseBackup(copy);
  }

  /** A server on a copy of the backup, which begins in recovery with these settings. */
  TestServer restore(int port, String signal, String... settings) throws IOException {
    Path copy = Directory.temporary("carillon-restored-");
    Directory.copy(data, copy);
    Files.createFile(copy.resolve(signal));
    Files.write(copy.resolve("postgresql.auto.conf"), List.of(settings), StandardOpenOption.APPEND);
    return TestServer.on(copy, port);
  }

  @Override
  public void close() {
    Directory.delete(data);
  }
}
