package dev.carillon.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFileTest {
  @Test
  void findsTheProcessAgain(@TempDir Path folder) throws Exception {
    ProcessFile file = new ProcessFile(folder.resolve("server.pid"));

    file.write(ProcessHandle.current());

    assertThat(file.read()).contains(ProcessHandle.current());
  }

  @Test
  void takesNoOtherProcessThatGotTheSameId(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("server.pid");

    Files.writeString(path, ProcessHandle.current().pid() + " 2001-02-03T04:05:06Z");

    assertThat(new ProcessFile(path).read()).isEmpty();
  }

  @Test
  void remembersNothingFromAFileThatIsMissingOrBroken(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("server.pid");

    assertThat(new ProcessFile(path).read()).isEmpty();
    Files.writeString(path, "");
    assertThat(new ProcessFile(path).read()).isEmpty();
  }
}
