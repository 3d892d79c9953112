package dev.carillon.job;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.StrictJson;
import dev.carillon.change.Texts;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a job is.
 *
 * @param state one of those that the table takes
 * @param note in somebody's words, perhaps empty
 */
public record JobState(String state, String note) {
  static final String QUEUED = "queued";
  static final String RUNNING = "running";

  /** Those of a job that is not over. */
  static final List<String> OPEN = List.of(QUEUED, RUNNING);

  private static final List<String> STATES = List.of(QUEUED, RUNNING, "done", "failed");
  private static final int LONGEST_NOTE = 200;

  /**
   * Reads {@code {"state":"done","note":"42 rows"}}; a job that does not say its state is queued.
   *
   * @throws ProblemException 400 if it is no JSON object, 422 if a field breaks its rule
   */
  static JobState parse(String body) {
    JsonObject object = StrictJson.body(body, "{\"state\":\"done\",\"note\":\"42 rows\"}");
    String state = text(object, "state", QUEUED);
    if (!STATES.contains(state)) {
      throw invalid("state must be one of " + String.join(", ", STATES), object.get("state"));
    }
    String note = text(object, "note", "");
    if (note.length() > LONGEST_NOTE || note.indexOf(0) >= 0) {
      throw invalid("note must be at most " + LONGEST_NOTE + " characters", object.get("note"));
    }
    return new JobState(state, note);
  }

  private static String text(JsonObject object, String name, String preset) {
    JsonValue value = object.get(name);
    if (value == null || value.equals(JsonValue.NULL)) {
      return preset;
    }
    if (value instanceof JsonString string) {
      return string.getString();
    }
    throw invalid(name + " must be a text", value);
  }

  private static ProblemException invalid(String rule, @Nullable Object given) {
    return new ProblemException(
        Problem.unprocessable(rule + ", but is " + Texts.shortened(String.valueOf(given))));
  }
}
