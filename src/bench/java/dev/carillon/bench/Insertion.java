package dev.carillon.bench;

import java.util.concurrent.Callable;

/**
 * Rows to be inserted while a crowd watches.
 *
 * @param rows how many, so that whoever has seen them all need not wait for more
 * @param work inserts them
 */
record Insertion(long rows, Callable<Long> work) implements Callable<Long> {
  @Override
  public Long call() throws Exception {
    return work.call();
  }
}
