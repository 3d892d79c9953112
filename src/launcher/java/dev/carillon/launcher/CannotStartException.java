package dev.carillon.launcher;

/** Carillon cannot run as things are; the message is the one sentence that a person gets to see. */
final class CannotStartException extends RuntimeException {
  CannotStartException(String message) {
    super(message);
  }
}
