package dev.carillon.progress;

import jakarta.ejb.ApplicationException;

/**
 * Somebody else has changed the task, or deleted it, since it was read. The transaction is rolled
 * back; what the task is now has to be read in another one.
 */
@ApplicationException(rollback = true)
public class StaleTaskException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StaleTaskException(long task, int version) {
    super("Task " + task + " has another version than " + version);
  }
}
