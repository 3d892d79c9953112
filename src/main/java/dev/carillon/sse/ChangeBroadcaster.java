package dev.carillon.sse;

import dev.carillon.stream.CloseReason;
import dev.carillon.stream.Hub;
import dev.carillon.stream.Transport;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.AsyncContext;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Stop 8: the JAX-RS broadcaster of all event streams. Changes reach its sinks as cursors over the
 * hub's ring, which observes them; {@link #broadcast} adds events of the application's own.
 * Thread-safe; no call blocks, and no sink can delay another.
 */
@Singleton
public class ChangeBroadcaster implements SseBroadcaster {
  private final Hub hub;
  private final Set<NonBlockingSink> sinks = ConcurrentHashMap.newKeySet();
  private final List<Consumer<SseEventSink>> closeListeners = new CopyOnWriteArrayList<>();
  private final List<BiConsumer<SseEventSink, Throwable>> errorListeners =
      new CopyOnWriteArrayList<>();

  @Inject
  ChangeBroadcaster(Hub hub) {
    this.hub = hub;
  }

  /** Makes a request's response a stream; what it carries is up to the sink's subscriber. */
  NonBlockingSink open(AsyncContext context, EventShape shape) throws IOException {
    NonBlockingSink sink = new NonBlockingSink(context, this::closed);
    sink.open(hub.join(Transport.SSE, shape, sink));
    register(sink);
    return sink;
  }

  /**
   * Adds a sink to those that {@link #broadcast} reaches.
   *
   * @throws IllegalArgumentException if it is not one of ours: a container's own blocks its writer,
   *     or buffers without bound
   */
  @Override
  public void register(SseEventSink sink) {
    if (!(sink instanceof NonBlockingSink ours)) {
      throw new IllegalArgumentException(
          "A sink must be a "
              + NonBlockingSink.class.getName()
              + ", but is a "
              + sink.getClass().getName());
    }
    sinks.add(ours);
  }

  @Override
  public CompletionStage<?> broadcast(OutboundSseEvent event) {
    sinks.forEach(sink -> sink.send(event));
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onClose(Consumer<SseEventSink> listener) {
    closeListeners.add(listener);
  }

  @Override
  public void onError(BiConsumer<SseEventSink, Throwable> listener) {
    errorListeners.add(listener);
  }

  @Override
  public void close() {
    close(true);
  }

  @Override
  public void close(boolean cascading) {
    if (cascading) {
      sinks.forEach(NonBlockingSink::close);
    }
    sinks.clear();
  }

  private void closed(NonBlockingSink sink, CloseReason reason) {
    if (sinks.remove(sink)) {
      closeListeners.forEach(listener -> listener.accept(sink));
      if (reason == CloseReason.TOO_SLOW || reason == CloseReason.FAILED) {
        IOException cause = new IOException("The stream was closed: " + reason);
        errorListeners.forEach(listener -> listener.accept(sink, cause));
      }
    }
  }

  @PreDestroy
  void forget() {
    sinks.clear();
  }
}
