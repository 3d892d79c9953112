package dev.carillon.postgres;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.Refusals;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/**
 * Finds PostgreSQL's own words below the layers of JPA and EJB. A constraint names itself and no
 * column, so only what was raised on purpose is passed on.
 */
@Singleton
public class ColumnRefusals implements Refusals {
  @Override
  public RuntimeException explain(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PSQLException refused) {
        ServerErrorMessage message = refused.getServerErrorMessage();
        if (message != null && isOnPurpose(message)) {
          return new ProblemException(
              Problem.unprocessable(text(message.getMessage()), text(message.getColumn())));
        }
      }
    }
    return failure;
  }

  private static boolean isOnPurpose(ServerErrorMessage message) {
    return PSQLState.CHECK_VIOLATION.getState().equals(message.getSQLState())
        && !text(message.getColumn()).isEmpty();
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given;
  }
}
