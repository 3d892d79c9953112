package dev.carillon.e2e;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;

/** One server-sent event as it came: its lines, up to the empty one. */
record ServerEvent(List<String> lines) {
  /** As the standard has it for an event that says nothing else. */
  private static final String MESSAGE = "message";

  String type() {
    return has("event") ? field("event") : MESSAGE;
  }

  /** What {@code EventSource.onmessage} is called for; without data nobody is called. */
  boolean isMessage() {
    return type().equals(MESSAGE) && has("data");
  }

  String id() {
    return field("id");
  }

  String data() {
    return field("data");
  }

  JsonObject json() {
    try (var reader = Json.createReader(new StringReader(data()))) {
      return reader.readObject();
    }
  }

  boolean has(String name) {
    return lines.stream().anyMatch(line -> line.startsWith(name + ":"));
  }

  /** The field's lines joined, empty if there is none; the comment's name is empty. */
  String field(String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1))
        .map(value -> value.startsWith(" ") ? value.substring(1) : value)
        .collect(Collectors.joining("\n"));
  }
}
