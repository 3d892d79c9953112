package dev.carillon.change;

import java.security.Principal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf the present thread works, as the container has it. Transactions are signed with
 * it, so that the log says who wrote a change.
 */
public final class Caller {
  // A data source is made by the container and knows nothing of requests: the thread is all that
  // it has in common with them
  private static final ThreadLocal<@Nullable Supplier<@Nullable Principal>> PRESENT =
      new ThreadLocal<>();

  private Caller() {}

  /**
   * The caller's name; null if nobody has logged in, or the thread works for nobody in particular.
   */
  public static @Nullable String name() {
    Supplier<@Nullable Principal> present = PRESENT.get();
    Principal principal = present == null ? null : present.get();
    return principal == null ? null : principal.getName();
  }

  /**
   * Names the caller of this thread, until the result's end.
   *
   * @param caller asked when it matters: somebody may log in, or out, amid a request
   */
  public static Term is(Supplier<@Nullable Principal> caller) {
    Supplier<@Nullable Principal> before = PRESENT.get();
    PRESENT.set(caller);
    return () -> {
      if (before == null) {
        PRESENT.remove();
      } else {
        PRESENT.set(before);
      }
    };
  }

  /** How long somebody is the caller. */
  public interface Term {
    /** To be called by the same thread, in any case. */
    void end();
  }
}
