package dev.carillon.change;

/** What PostgreSQL refuses on purpose, for those who write through JPA. Thread-safe. */
public interface Refusals {
  /**
   * The refusal behind a failure: a 422 problem with the database's own sentence, and the column as
   * {@code field}. That is what a trigger raises as {@code check_violation} with a {@code COLUMN}.
   * The failure itself if there is another reason for it.
   */
  RuntimeException explain(RuntimeException failure);
}
