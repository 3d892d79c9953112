package dev.carillon.change;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;

/** JSON from outside, of which nothing may be left unread. */
public final class StrictJson {
  private StrictJson() {}

  /**
   * Reads the body of a request.
   *
   * @param example told to whoever sends something else
   * @throws ProblemException 400 if it is not one JSON object and nothing else
   */
  public static JsonObject body(String text, String example) {
    try {
      return object(text);
    } catch (JsonException e) {
      throw new ProblemException(
          Problem.badRequest("The body must be a JSON object such as " + example));
    }
  }

  /**
   * Reads one object.
   *
   * @throws JsonException if the text is no JSON object, goes on after it, or is nested too deep
   */
  public static JsonObject object(String text) {
    try (JsonParser parser = Json.createParser(new StringReader(text))) {
      parser.next();
      JsonObject object = parser.getObject();
      if (parser.hasNext()) {
        throw new JsonException("There is more than one value");
      }
      return object;
    } catch (JsonException e) {
      throw e;
    } catch (RuntimeException e) { // Parsson throws a bare one at a depth of 1000
      throw new JsonException(String.valueOf(e.getMessage()), e);
    }
  }
}
