package dev.carillon.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  @Test
  void copiesAllThatIsInAFolderAlsoByALinkToIt(@TempDir Path temporary) throws IOException {
    Path folder = folderIn(temporary);
    Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);

    Folders.copy(folder, temporary.resolve("copy"));
    Folders.copy(link, temporary.resolve("copy-of-link"));

    assertThat(temporary.resolve("copy/below/file.txt")).hasContent("text");
    assertThat(temporary.resolve("copy-of-link/below/file.txt")).hasContent("text");
  }

  @Test
  void deletesAFolderAndDoesNotMindIfThereIsNone(@TempDir Path temporary) throws IOException {
    Path folder = folderIn(temporary);

    Folders.delete(folder);
    Folders.delete(folder);

    assertThat(folder).doesNotExist();
  }

  private static Path folderIn(Path parent) throws IOException {
    Path folder = parent.resolve("folder");
    Files.createDirectories(folder.resolve("below"));
    Files.writeString(folder.resolve("below/file.txt"), "text");
    return folder;
  }
}
