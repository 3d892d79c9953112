package dev.carillon.progress;

import org.jspecify.annotations.Nullable;

/**
 * What people write of a task.
 *
 * @param assignee a user's id; null: nobody yet
 */
public record TaskText(String title, @Nullable Integer assignee) {
  static TaskText of(Body body) {
    return new TaskText(body.text("title", 200), body.optionalInteger("assignee"));
  }
}
