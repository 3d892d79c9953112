package dev.carillon.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that a server is given, and leaves behind. */
final class Folders {
  private Folders() {}

  /** Copies a folder, or the one that a link leads to, and all that is in it to where nothing is yet. */
  static void copy(Path from, Path to) throws IOException {
    Path real = from.toRealPath(); // a walk would not follow the link
    try (Stream<Path> found = Files.walk(real)) {
      List<Path> parentsFirst = found.toList();
      for (Path path : parentsFirst) {
        Path copy = to.resolve(real.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    }
  }

  /** Deletes a folder and all that is in it, if there is one. */
  static void delete(Path folder) throws IOException {
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
