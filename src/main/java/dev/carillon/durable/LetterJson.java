package dev.carillon.durable;

import dev.carillon.change.Change;
import dev.carillon.change.JsonText;
import dev.carillon.change.Operation;
import dev.carillon.change.Position;
import dev.carillon.change.Row;
import jakarta.json.Json;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A change as it is kept as a dead letter, from which it can be told again with every digit. */
final class LetterJson {
  private LetterJson() {}

  static String write(Change change) {
    return "{\"position\":\"%s\",\"topic\":%s,\"leftTopic\":%s,\"table\":%s,\"op\":\"%s\",\"key\":%s,\"old\":%s,\"new\":%s,\"changed\":%s,\"tx\":\"%s\",\"txEnd\":%s,\"at\":\"%s\"}"
        .formatted(
            change.position(),
            JsonText.quote(change.topic()),
            change.leftTopic() == null ? "null" : JsonText.quote(change.leftTopic()),
            JsonText.quote(change.table()),
            change.op().label(),
            json(change.key()),
            json(change.oldRow()),
            json(change.newRow()),
            change.changed().stream()
                .map(JsonText::quote)
                .collect(Collectors.joining(",", "[", "]")),
            change.tx(),
            change.txEnd(),
            change.at());
  }

  /** What {@link #write} wrote. */
  static Change read(String json) {
    Row letter = new Row(json);
    Map<String, String> members = letter.columns();
    return new Change(
        Position.parse(letter.text("position")),
        letter.text("topic"),
        "null".equals(members.get("leftTopic")) ? null : letter.text("leftTopic"),
        letter.text("table"),
        Operation.valueOf(letter.text("op").toUpperCase(Locale.ROOT)),
        row(members.get("key")),
        row(members.get("old")),
        row(members.get("new")),
        changed(members.get("changed")),
        letter.text("tx"),
        Boolean.parseBoolean(letter.text("txEnd")),
        Instant.parse(letter.text("at")));
  }

  private static String json(@Nullable Row row) {
    return row == null ? "null" : row.json();
  }

  private static @Nullable Row row(@Nullable String json) {
    return json == null || json.equals("null") ? null : new Row(json);
  }

  private static List<String> changed(@Nullable String json) {
    if (json == null) {
      return List.of();
    }
    try (var reader = Json.createReader(new StringReader(json))) {
      return reader.readArray().getValuesAs(JsonString::getString);
    }
  }
}
