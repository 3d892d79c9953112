package dev.carillon.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The server that a launcher left behind when it was killed: it serves old code and holds the port. */
record Orphan(Layout layout) {
  /** Ends it and tidies what it left. Only for the holder of the {@link FolderLock}. */
  void end(Consumer<String> console) throws IOException {
    ProcessFile file = RunningServer.processFile(layout);
    Optional<ProcessHandle> left = file.read();
    if (left.isPresent()) {
      console.accept("Ending the server (process " + left.get().pid() + "), which an earlier run left behind ...");
      if (!Ending.of(left.get())) {
        throw new CannotStartException("The server of an earlier run (process " + left.get().pid() + ") does not end; end it first.");
      }
    }
    file.delete();
    delete(layout.temporary());
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> found = Files.walk(folder)) {
      List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }
}
