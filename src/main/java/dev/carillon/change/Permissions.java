package dev.carillon.change;

/**
 * Who may do what. Every call throws {@link ProblemException} (403, or 400 for a name that can't
 * be) or returns. Thread-safe.
 */
public interface Permissions {
  void checkListen(String channel);

  void checkPublish(String channel);
}
