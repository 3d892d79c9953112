package dev.carillon.chat;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.StrictJson;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;

/**
 * A message as a client sends it: of the right types. What a channel and a content must be, the
 * database says, to everybody alike.
 */
record NewMessage(int sender, String channel, String content) {
  private static final String EXAMPLE =
      "{\"sender\":1,\"channel\":\"lobby\",\"content\":\"Hello\"}";
  private static final BigDecimal LAST_ID = BigDecimal.valueOf(Integer.MAX_VALUE);

  /**
   * Reads {@code {"sender":1,"channel":"lobby","content":"Hello"}}; channel and content may be
   * missing here, and are empty then.
   *
   * @throws ProblemException 400 if it is no JSON object, 422 if a field is of a wrong type
   */
  static NewMessage parse(String body) {
    JsonObject object = object(body);
    return new NewMessage(
        sender(object.getOrDefault("sender", JsonValue.NULL)),
        text(object, "channel"),
        text(object, "content"));
  }

  static JsonObject object(String body) {
    return StrictJson.body(body, EXAMPLE);
  }

  /** A text that may be missing; the database refuses it where it must not be. */
  static String text(JsonObject object, String name) {
    JsonValue value = object.getOrDefault(name, JsonValue.NULL);
    if (value.equals(JsonValue.NULL)) {
      return "";
    }
    if (!(value instanceof JsonString string)) {
      throw invalid(name, name + " must be a string, but is " + value);
    }
    if (string.getString().indexOf(0) >= 0) {
      throw invalid(name, name + " must be text without NUL");
    }
    return string.getString();
  }

  static ProblemException invalid(String field, String detail) {
    return new ProblemException(Problem.unprocessable(detail, field));
  }

  private static int sender(JsonValue value) {
    if (value instanceof JsonNumber number
        && number.isIntegral()
        && number.bigDecimalValue().signum() > 0
        && number.bigDecimalValue().compareTo(LAST_ID) <= 0) {
      return number.intValue();
    }
    throw invalid("sender", "sender must be the id of a user, but is " + value);
  }
}
