package dev.carillon.change;

/**
 * A row can't be made an entity. Its message names entity, field, column and the kind of value, and
 * never the value: it may be logged.
 */
public final class UnreadableEntityException extends RuntimeException {
  UnreadableEntityException(String message) {
    super(message);
  }
}
