package dev.carillon.digest;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.StrictJson;
import dev.carillon.change.Texts;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody wants to be mailed.
 *
 * @param email null: nowhere
 */
public record Subscription(boolean digest, @Nullable String email) {
  private static final String EXAMPLE = "{\"digest\":true,\"email\":\"bob@example.org\"}";
  private static final int LONGEST = 254;

  /** As browsers have it for {@code <input type="email">}. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
              + "(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*");

  /** Nobody who has not asked for it is mailed. */
  static final Subscription NONE = new Subscription(false, null);

  /**
   * Reads {@code {"digest":true,"email":"bob@example.org"}}; without an address, or an empty one,
   * there is none.
   *
   * @throws ProblemException 400 if it is no JSON object, 422 if a field breaks its rule
   */
  static Subscription parse(String body) {
    JsonObject object = StrictJson.body(body, EXAMPLE);
    JsonValue digest = object.getOrDefault("digest", JsonValue.NULL);
    if (!digest.equals(JsonValue.TRUE) && !digest.equals(JsonValue.FALSE)) {
      throw broken("digest", "must be true or false, but is " + digest);
    }
    String email = email(object.getOrDefault("email", JsonValue.NULL));
    if (digest.equals(JsonValue.TRUE) && email == null) {
      throw broken("email", "must be an address where digest is true, but is missing");
    }
    return new Subscription(digest.equals(JsonValue.TRUE), email);
  }

  private static @Nullable String email(JsonValue given) {
    if (given.equals(JsonValue.NULL)) {
      return null;
    }
    String email = given instanceof JsonString text ? text.getString().strip() : given.toString();
    if (email.isEmpty() && given instanceof JsonString) {
      return null;
    }
    if (email.length() > LONGEST || !ADDRESS.matcher(email).matches()) {
      throw broken(
          "email",
          "must be an address of at most "
              + LONGEST
              + " characters such as bob@example.org, but is \""
              + Texts.shortened(email)
              + "\"");
    }
    return email;
  }

  private static ProblemException broken(String field, String rule) {
    return new ProblemException(Problem.unprocessable(field + " " + rule, field));
  }
}
