package dev.carillon.change;

/** PostgreSQL can't be asked at the moment. */
public final class DatabaseUnavailableException extends RuntimeException {
  public DatabaseUnavailableException(Throwable cause) {
    super("PostgreSQL can't be reached: " + cause.getMessage(), cause);
  }
}
