package dev.carillon.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file as operators get it, changed only where they would change it too. */
record Delivered(String name, String text) {
  static Delivered file(String name) throws IOException {
    return new Delivered(name, Files.readString(Path.of("server-config", name)));
  }

  /** Puts this machine's own in the place of what is written; fails if that is not written. */
  Delivered with(String written, String ours) {
    if (!text.contains(written)) {
      throw new AssertionError("server-config/" + name + " does not say: " + written);
    }
    return new Delivered(name, text.replace(written, ours));
  }

  void writeTo(Path file) throws IOException {
    Files.writeString(file, text);
  }
}
