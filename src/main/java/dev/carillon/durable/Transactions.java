package dev.carillon.durable;

/**
 * The transactions of the present thread, one after the other. What the database is told in one, by
 * whomever, is committed with it.
 */
interface Transactions {
  void begin() throws Exception;

  /** Whether somebody has decided that this one must not be committed. */
  boolean isDoomed() throws Exception;

  /** Fails if it must not be committed. */
  default void requireSound() throws Exception {
    if (isDoomed()) {
      throw new IllegalStateException("the transaction was marked for rollback only");
    }
  }

  /** Commits, or throws and has not; where nobody knows, the place in the database does. */
  void commit() throws Exception;

  /** Takes everything back; nothing where there is no transaction any more. */
  void rollback() throws Exception;
}
