package dev.carillon.durable;

import dev.carillon.change.Change;
import java.util.function.Predicate;

/**
 * A durable observer that this node has.
 *
 * @param runner runs it
 * @param wants the changes that are a reason to
 * @param horizon what it need not read
 */
record Resident(Runner runner, Predicate<Change> wants, Horizon horizon) {
  /** In the listener's thread, which must not wait. */
  void changed(Change change) {
    boolean wanted = wants.test(change);
    horizon.changed(change.position(), wanted);
    if (wanted) {
      runner.call();
    }
  }
}
