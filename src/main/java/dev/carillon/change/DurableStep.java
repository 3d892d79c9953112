package dev.carillon.change;

import java.time.Duration;
import java.util.Optional;

/**
 * The work of a durable observer that is done by the database itself, a step at a time, instead of
 * by a bean that is called for each change. A bean that implements it is run as such an observer.
 */
public interface DurableStep {
  /** The observer's name, which begins with the earliest change when it is first seen. */
  String name();

  /** Whether there is any work to do at all, now and later. */
  boolean isOn();

  /** Whether a change is a reason to look at once; asked by the listener's thread. */
  boolean wants(Change change);

  /**
   * One step, in the transaction that has the observer's place. It moves the place itself.
   *
   * @return after which time to go on, zero: at once; empty if there is nothing left to do, until a
   *     change that is wanted
   */
  Optional<Duration> run();
}
