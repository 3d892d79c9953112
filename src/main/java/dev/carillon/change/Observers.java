package dev.carillon.change;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the observers are that are told in the listener's thread. Thread-safe. */
public interface Observers {
  /** Those that have failed since this node's start, by name. */
  List<Failing> failed();

  /**
   * An observer that has failed.
   *
   * @param observer its class and method
   * @param failures how often it has failed
   * @param now what it failed with the last time it was told of anything; null if that went well
   */
  record Failing(String observer, long failures, @Nullable String now) {}
}
