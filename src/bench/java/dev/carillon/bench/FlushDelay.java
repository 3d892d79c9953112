package dev.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Storage whose flush takes 2 ms, for as long as somebody wants it.
 *
 * @param shim the library to be preloaded; null: PostgreSQL's commit_delay does it, nearly
 */
record FlushDelay(@org.jspecify.annotations.Nullable Path shim, Path flag) {

  static FlushDelay prepare(Options options) throws IOException, InterruptedException {
    Path flag = options.folder().resolve("slow");
    Files.deleteIfExists(flag);
    if (!Commands.exist("gcc") || !Files.isDirectory(Path.of("/proc"))) {
      return new FlushDelay(null, flag);
    }
    Path shim = options.folder().resolve("flush.so");
    Path source = options.project().resolve("src/bench/c/flush.c");
    Commands.run(
        options.folder(),
        List.of(
            "gcc", "-O2", "-shared", "-fPIC", "-o", shim.toString(), source.toString(), "-ldl"));
    return new FlushDelay(shim, flag);
  }

  /** What PostgreSQL has to be started with. */
  Map<String, String> environment() {
    return shim == null
        ? Map.of()
        : Map.of("LD_PRELOAD", shim.toString(), "CARILLON_BENCH_SLOW", flag.toString());
  }

  String title() {
    return shim == null ? "commit_delay = 2000" : "a preloaded fdatasync that takes 2 ms more";
  }

  /** Makes flushes slow, or as they are. */
  void set(Database database, boolean slow) throws IOException, SQLException {
    if (shim == null) {
      database.run(
          "ALTER SYSTEM SET commit_siblings = 0",
          "ALTER SYSTEM SET commit_delay = " + (slow ? 2000 : 0),
          "SELECT pg_reload_conf()");
    } else if (slow) {
      Files.createFile(flag);
    } else {
      Files.deleteIfExists(flag);
    }
  }
}
