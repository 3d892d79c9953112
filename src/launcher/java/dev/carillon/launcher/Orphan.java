package dev.carillon.launcher;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

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
    Folders.delete(layout.temporary());
  }
}
