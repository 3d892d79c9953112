package dev.carillon.change;

/** PostgreSQL can't be asked at the moment. */
public final class DatabaseUnavailableException extends ProblemException {
  public DatabaseUnavailableException(Throwable cause) {
    super(
        Problem.unavailable("PostgreSQL can't be reached at the moment; try again soon"),
        "PostgreSQL can't be reached: " + cause.getMessage(),
        cause);
  }
}
