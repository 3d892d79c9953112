package dev.carillon.progress;

/**
 * A task as somebody wants it to be.
 *
 * @param version of the task that he has seen
 * @param by his user's id
 */
public record TaskEdit(TaskText text, boolean done, int version, int by) {
  private static final String EXAMPLE =
      "{\"title\":\"Tune the bells\",\"assignee\":2,\"done\":true,\"version\":3,\"by\":1}";

  /**
   * Reads what a client sends.
   *
   * @throws dev.carillon.change.ProblemException 400 if it is no JSON object, 422 if a field breaks
   *     its rule
   */
  static TaskEdit parse(String json) {
    Body body = Body.parse(json, EXAMPLE);
    return new TaskEdit(
        TaskText.of(body), body.flag("done"), body.integer("version"), body.integer("by"));
  }
}
