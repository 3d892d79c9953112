package dev.carillon.stream;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one answer that a subscriber waits for. It is taken in the dispatcher's thread, unless it was
 * forgotten meanwhile. That thread's only.
 */
final class Pending {
  private final Dispatcher dispatcher;
  private @Nullable CompletableFuture<?> awaited;

  Pending(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  /** Whether there is one. */
  boolean isAwaited() {
    return awaited != null;
  }

  /** Whatever is on its way is not wanted. */
  void forget() {
    awaited = null;
  }

  <T> void await(CompletableFuture<T> requested, Consumer<T> take, Consumer<Throwable> fail) {
    awaited = requested;
    var unused =
        requested.whenComplete(
            (answer, failure) ->
                dispatcher.run(
                    () -> {
                      if (requested != awaited) {
                        return;
                      }
                      awaited = null;
                      if (failure == null) {
                        take.accept(answer);
                      } else {
                        fail.accept(cause(failure));
                      }
                    }));
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
