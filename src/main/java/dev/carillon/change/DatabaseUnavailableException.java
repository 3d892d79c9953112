package dev.carillon.change;

/** PostgreSQL can't be asked at the moment. */
public final class DatabaseUnavailableException extends RuntimeException {
  public DatabaseUnavailableException(Throwable cause) {
    super("PostgreSQL can't be reached: " + cause.getMessage(), cause);
  }

  /** The same for the sender of a request, without what only operators should see. */
  public Problem problem() {
    return Problem.unavailable("PostgreSQL can't be reached at the moment; try again soon");
  }
}
