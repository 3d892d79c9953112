package dev.carillon.progress;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Checks users that a client names. Thread-safe. */
@Singleton
class Members {
  private final Tasks tasks;

  @Inject
  Members(Tasks tasks) {
    this.tasks = tasks;
  }

  /** The name of a user; 422 if there is none. */
  String name(String field, int id) {
    Member member = tasks.member(id);
    if (member == null) {
      throw Body.invalid(field + " must be the id of a user, but is " + id);
    }
    return member.getFullname();
  }

  void checkAssignee(TaskText text) {
    if (text.assignee() != null) {
      var unused = name("assignee", text.assignee());
    }
  }
}
