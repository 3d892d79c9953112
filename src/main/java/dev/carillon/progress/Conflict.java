package dev.carillon.progress;

import dev.carillon.change.Problem;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells the loser of a race for a task who has won it, and by what. */
final class Conflict {
  private Conflict() {}

  /**
   * A 409.
   *
   * @param now the task as it is
   * @param had the version that the loser has read
   */
  static Problem of(Task now, int had) {
    return new Problem(
        409,
        "Conflict",
        sentence(now, had),
        Map.of(
            "version", String.valueOf(now.getVersion()),
            "by", now.getChangedBy(),
            "at", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(now.getChangedAt()),
            "changed", now.getChanged()));
  }

  private static String sentence(Task now, int had) {
    int between = now.getVersion() - had;
    if (between < 0 || now.getChanged().isEmpty()) {
      return "version must be the one that you have read, but is %d; task %d is at version %d"
          .formatted(had, now.getId(), now.getVersion());
    }
    String before =
        switch (between) {
          case 1 -> "";
          case 2 -> ", after one more change";
          default -> ", after " + (between - 1) + " more changes";
        };
    return "%s has changed task %d since you read it%s: %s. It is at version %d, and yours was %d"
        .formatted(now.getChangedBy(), now.getId(), before, changes(now), now.getVersion(), had);
  }

  private static String changes(Task now) {
    return Arrays.stream(now.getChanged().split(", "))
        .map(column -> change(now, column))
        .collect(Collectors.joining(", "));
  }

  private static String change(Task now, String column) {
    return switch (column) {
      case "done" -> now.isDone() ? "it is done" : "it is not done any more";
      case "title" -> "its title is \"" + now.getTitle() + "\"";
      case "assignee" -> now.getAssignee() == null ? "nobody has it" : "another one has it";
      case "project" -> "it is in project " + now.getProject();
      default -> column;
    };
  }
}
