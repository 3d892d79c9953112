package dev.carillon.sse;

import dev.carillon.stream.Chunk;
import dev.carillon.stream.ClientConnection;
import dev.carillon.stream.CloseReason;
import dev.carillon.stream.Outlet;
import dev.carillon.stream.ServerContext;
import dev.carillon.stream.Subscriber;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.WriteListener;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One client's event stream: what the dispatcher writes to, and what the container calls. */
final class NonBlockingSink implements SseEventSink, Outlet, WriteListener, AsyncListener {
  // Nobody should be without service for 5 s, and connecting elsewhere takes its time, too
  private static final long BYE_RETRY_MILLIS = 500;
  private static final long BYE_SPREAD_MILLIS = 3000;

  private final AsyncContext context;
  private final NonBlockingOutput output;
  private final ClientConnection connection;
  private final BiConsumer<NonBlockingSink, CloseReason> onClose;
  private @Nullable Subscriber subscriber;
  private volatile boolean closed;

  NonBlockingSink(AsyncContext context, BiConsumer<NonBlockingSink, CloseReason> onClose)
      throws IOException {
    this.context = context;
    this.connection = ClientConnection.of(context.getRequest()).bound();
    this.output = new NonBlockingOutput(connection.body(context.getResponse()));
    this.onClose = onClose;
  }

  /** Begins to take writes for this subscriber. */
  void open(Subscriber writer) {
    subscriber = writer;
    context.addListener(this);
    output.open(this);
  }

  /** Whom the stream serves. */
  Subscriber subscriber() {
    return Objects.requireNonNull(subscriber, "the sink is not open yet");
  }

  @Override
  public boolean ready() {
    try {
      return output.proceed();
    } catch (IOException | IllegalStateException gone) {
      close();
      return false;
    }
  }

  @Override
  public void write(Chunk chunk) {
    output.put(chunk.bytes());
    ready();
  }

  @Override
  public long progressAt() {
    return output.progressAt();
  }

  @Override
  public void close(CloseReason reason) {
    closed = true;
    try {
      if (reason == CloseReason.TOO_SLOW || (reason == CloseReason.SHUTDOWN && !saidBye())) {
        connection.cut();
      }
      ServerContext.run(context::complete);
    } catch (IOException | IllegalStateException alreadyGone) {
      // then there is nothing to end
    }
    onClose.accept(this, reason);
  }

  /** Whether there was room for it: a write that a client does not take would outlive us. */
  private boolean saidBye() throws IOException {
    if (!output.proceed()) {
      return false;
    }
    long retry = BYE_RETRY_MILLIS + ThreadLocalRandom.current().nextLong(BYE_SPREAD_MILLIS);
    output.put(EventShape.bye(retry).getBytes(StandardCharsets.UTF_8));
    output.proceed();
    return true;
  }

  /** Queues an event behind what is on its way; done when it is queued. */
  @Override
  public CompletionStage<?> send(OutboundSseEvent event) {
    subscriber().send(EventText.of(event));
    return CompletableFuture.completedStage(null);
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  /** The client is gone, or the application wants it to be. */
  @Override
  public void close() {
    subscriber().close(CloseReason.GONE);
  }

  @Override
  public void onWritePossible() {
    output.mayGoOn();
    subscriber().wake();
  }

  @Override
  public void onError(Throwable failure) {
    close();
  }

  @Override
  public void onError(AsyncEvent event) {
    close();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    close();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    close();
  }

  /** Never: a stream is started once. */
  @Override
  public void onStartAsync(AsyncEvent event) {}
}
