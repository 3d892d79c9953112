package dev.carillon.bench;

import java.io.IOException;
import java.util.concurrent.Callable;

/** Thousands of clients in one: connects them, has work done, and counts what each sees of it. */
interface LoadClient {
  /** What it is, for the report. */
  String title();

  /**
   * Has the crowd connected, then the work done, and returns when everybody has seen it, or nobody
   * has seen anything for fifteen seconds.
   *
   * @param work what they are to see; returns how many changes that is
   */
  Seen run(Crowd crowd, Callable<Long> work) throws IOException, InterruptedException;
}
