package dev.carillon.image;

import jakarta.json.Json;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The recipe of the image: its instructions, each as one line. */
record Containerfile(List<String> instructions) {
  static Containerfile read() throws IOException {
    String text = Files.readString(Path.of("server-config/container/Containerfile"));
    return new Containerfile(
        text.lines()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.joining("\n"))
            .replaceAll("\\\\\n\\s*", "")
            .lines()
            .filter(line -> !line.isBlank())
            .toList());
  }

  /** What each instruction of this name says. */
  Stream<String> all(String name) {
    return instructions.stream()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1));
  }

  String only(String name) {
    List<String> found = all(name).toList();
    if (found.size() != 1) {
      throw new AssertionError(name + " is said " + found.size() + " times");
    }
    return found.get(0);
  }

  /** The files of the image, each with the one of the project that it is a copy of. */
  Map<String, Path> files() {
    return all("COPY")
        .map(copy -> copy.split(" "))
        .collect(
            Collectors.toMap(
                copy -> copy[1] + Path.of(copy[0]).getFileName(), copy -> Path.of(copy[0])));
  }

  Map<String, String> environment() {
    return all("ENV")
        .map(variable -> variable.split("=", 2))
        .collect(Collectors.toMap(variable -> variable[0], variable -> variable[1]));
  }

  /** What is run, a word each. */
  List<String> command() {
    try (var reader = Json.createReader(new StringReader(only("ENTRYPOINT")))) {
      return reader.readArray().getValuesAs(JsonString.class).stream()
          .map(JsonString::getString)
          .toList();
    }
  }

  /** The value of one of the command's options. */
  String option(String name) {
    return command().get(command().indexOf(name) + 1);
  }
}
