package dev.carillon.durable;

import java.time.Duration;
import java.util.Optional;

/** A round of one durable observer: a transaction at most. One thread at a time. */
interface Round {
  /**
   * Does it.
   *
   * @return after how long the next one has something to do: zero for at once; empty if only a new
   *     change, or the clock, can tell
   * @throws Exception if the database can't be asked
   */
  Optional<Duration> run() throws Exception;
}
