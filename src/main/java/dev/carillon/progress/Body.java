package dev.carillon.progress;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.StrictJson;
import dev.carillon.change.Texts;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** A JSON object that a client sent, read field by field; what breaks a rule is a 422. */
final class Body {
  private final JsonObject object;

  private Body(JsonObject object) {
    this.object = object;
  }

  /**
   * Reads it.
   *
   * @param example told to whoever sends something else, with a 400
   */
  static Body parse(String json, String example) {
    return new Body(StrictJson.body(json, example));
  }

  /** A text of so many characters at most that is not blank, without what surrounds it. */
  String text(String name, int longest) {
    String text = object.get(name) instanceof JsonString string ? string.getString().strip() : "";
    if (text.isEmpty() || text.length() > longest || text.indexOf(0) >= 0) {
      throw broken(name, "must be 1 to " + longest + " characters");
    }
    return text;
  }

  boolean flag(String name) {
    JsonValue value = object.get(name);
    if (JsonValue.TRUE.equals(value) || JsonValue.FALSE.equals(value)) {
      return JsonValue.TRUE.equals(value);
    }
    throw broken(name, "must be true or false");
  }

  int integer(String name) {
    if (object.get(name) instanceof JsonNumber number) {
      try {
        return number.bigDecimalValue().intValueExact();
      } catch (ArithmeticException notOne) {
        // said below: the rule is the same
      }
    }
    throw broken(name, "must be a whole number");
  }

  /** Null where it is left out or null. */
  @Nullable Integer optionalInteger(String name) {
    JsonValue value = object.get(name);
    return value == null || value.equals(JsonValue.NULL) ? null : Integer.valueOf(integer(name));
  }

  private ProblemException broken(String name, String rule) {
    String given = Texts.shortened(String.valueOf(object.get(name)));
    return invalid(name + " " + rule + ", but is " + given);
  }

  static ProblemException invalid(String detail) {
    return new ProblemException(Problem.unprocessable(detail));
  }
}
