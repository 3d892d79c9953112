package dev.carillon.durable;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;

/** The container's. */
@Singleton
class JtaTransactions implements Transactions {
  private final UserTransaction transaction;

  @Inject
  JtaTransactions(UserTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public void begin() throws Exception {
    transaction.begin();
  }

  @Override
  public boolean isDoomed() throws Exception {
    return transaction.getStatus() != Status.STATUS_ACTIVE;
  }

  @Override
  public void commit() throws Exception {
    transaction.commit();
  }

  @Override
  public void rollback() throws Exception {
    if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
      transaction.rollback();
    }
  }
}
