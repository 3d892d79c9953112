package dev.carillon.websocket;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.StrictJson;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParsingException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A frame from a client.
 *
 * @param type what it asks for
 * @param ref the client's name for it, as JSON text; {@code null} if it gave none
 */
record Request(String type, String ref, JsonObject frame) {
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "subscribe",
              Set.of("topic", "after", "snapshot", "filter", "fields", "ops", "policy", "numbers"),
          "unsubscribe", Set.of("topic"),
          "publish", Set.of("channel", "payload"),
          "listen", Set.of("channel"),
          "unlisten", Set.of("channel"));

  /** A frame that could not be read as a request; its {@code ref} is kept if it was seen. */
  static final class MalformedException extends RuntimeException {
    private final transient Problem problem;
    private final String ref;

    MalformedException(String ref, String detail) {
      super(detail);
      this.problem = Problem.badRequest(detail);
      this.ref = ref;
    }

    Problem problem() {
      return problem;
    }

    String ref() {
      return ref;
    }
  }

  /**
   * Reads a frame.
   *
   * @throws MalformedException if it is no JSON object, or of no known type, or has fields that its
   *     type does not have
   */
  static Request parse(String text) {
    JsonObject frame = object(text);
    String ref = frame.getOrDefault("ref", JsonValue.NULL).toString();
    String type = frame.get("type") instanceof JsonString string ? string.getString() : "";
    Set<String> fields = FIELDS.get(type);
    if (fields == null) {
      throw new MalformedException(
          ref,
          "type must be one of "
              + String.join(", ", FIELDS.keySet().stream().sorted().toList())
              + ", but is \""
              + type
              + "\"");
    }
    for (String name : frame.keySet()) {
      if (!fields.contains(name) && !name.equals("type") && !name.equals("ref")) {
        throw new MalformedException(ref, name + " is not a field of " + type);
      }
    }
    return new Request(type, ref, frame);
  }

  /** A field that must be there. */
  String text(String name) {
    String value = optional(name);
    if (value == null) {
      throw new ProblemException(
          Problem.badRequest(name + " must be a string in a frame of type " + type));
    }
    return value;
  }

  /** A field that may be missing or null. */
  @Nullable String optional(String name) {
    JsonValue value = frame.get(name);
    if (value == null || value.equals(JsonValue.NULL)) {
      return null;
    }
    if (value instanceof JsonString string) {
      return string.getString();
    }
    throw new ProblemException(
        Problem.badRequest(name + " must be a string in a frame of type " + type));
  }

  /** Whether a field is {@code true}, as JSON's word or in quotes; false if it is missing. */
  boolean isTrue(String name) {
    String written = frame.getOrDefault(name, JsonValue.FALSE).toString().replace("\"", "");
    if (!written.equals("true") && !written.equals("false")) {
      throw new ProblemException(
          Problem.badRequest(name + " must be true or false, but is " + frame.get(name)));
    }
    return written.equals("true");
  }

  private static JsonObject object(String text) {
    try {
      return StrictJson.object(text);
    } catch (JsonParsingException e) {
      throw new MalformedException(
          "null",
          "A frame must be a JSON object; parsing failed at character "
              + e.getLocation().getStreamOffset());
    } catch (JsonException e) {
      throw new MalformedException("null", "A frame must be a JSON object");
    }
  }
}
