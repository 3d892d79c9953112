package dev.carillon.change;

import jakarta.ejb.ApplicationException;

/** A request can't be answered as asked; the problem says why. */
// From an EJB it undoes what was done, and is told to the caller, not to the operator
@ApplicationException(rollback = true)
public class ProblemException extends RuntimeException {
  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  /** For a cause that operators should see in the message and senders should not in the problem. */
  protected ProblemException(Problem problem, String message, Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  public final Problem problem() {
    return problem;
  }
}
