package dev.carillon.sse;

import dev.carillon.stream.Chunk;
import dev.carillon.stream.CloseReason;
import dev.carillon.stream.Outlet;
import dev.carillon.stream.Subscriber;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
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

/**
 * One client's event stream over Servlet non-blocking output. The dispatcher alone writes; the
 * container only says that it may, and that the client is gone. A large chunk goes out in slices,
 * so a slow client that does read is never taken for a stuck one.
 */
final class NonBlockingSink implements SseEventSink, Outlet, WriteListener, AsyncListener {
  private static final int SLICE = 65536;
  private static final long BYE_RETRY_MILLIS = 1000;
  private static final long BYE_SPREAD_MILLIS = 4000;
  private static final byte[] NOTHING = {};

  private final AsyncContext context;
  private final ServletOutputStream out;
  private final ClientConnection connection;
  private final BiConsumer<NonBlockingSink, CloseReason> onClose;
  private @Nullable Subscriber subscriber;
  private byte[] pending = NOTHING;
  private int written;
  private boolean unflushed;
  private volatile boolean writable;
  private volatile boolean closed;
  private volatile long progressAt = System.nanoTime();

  NonBlockingSink(AsyncContext context, BiConsumer<NonBlockingSink, CloseReason> onClose)
      throws IOException {
    this.context = context;
    this.out = context.getResponse().getOutputStream();
    this.connection = ClientConnection.of(context.getRequest());
    this.onClose = onClose;
  }

  /** Begins to take writes for this subscriber. */
  void open(Subscriber writer) {
    subscriber = writer;
    context.addListener(this);
    out.setWriteListener(this);
  }

  /** Whom the stream serves. */
  Subscriber subscriber() {
    return Objects.requireNonNull(subscriber, "the sink is not open yet");
  }

  @Override
  public boolean ready() {
    if (!writable) {
      return false;
    }
    try {
      return proceed();
    } catch (IOException | IllegalStateException gone) {
      fail();
      return false;
    }
  }

  @Override
  public void write(Chunk chunk) {
    pending = chunk.bytes();
    written = 0;
    progressAt = System.nanoTime();
    ready();
  }

  @Override
  public long progressAt() {
    return progressAt;
  }

  /**
   * Writes what is pending and flushes it, as far as the client takes it; whether all of it went.
   */
  private boolean proceed() throws IOException {
    while (written < pending.length && mayWrite()) {
      int slice = Math.min(SLICE, pending.length - written);
      out.write(pending, written, slice);
      written += slice;
      unflushed = true;
      progressAt = System.nanoTime();
    }
    if (written < pending.length) {
      return false;
    }
    pending = NOTHING;
    written = 0;
    if (unflushed && mayWrite()) {
      out.flush();
      unflushed = false;
    }
    return !unflushed && mayWrite();
  }

  /**
   * Asks the container. Once it says no it calls onWritePossible, perhaps before we have heard the
   * no: so forget first, then ask.
   */
  private boolean mayWrite() {
    writable = false;
    if (out.isReady()) {
      writable = true;
      return true;
    }
    return false;
  }

  @Override
  public void onWritePossible() {
    writable = true;
    subscriber().wake();
  }

  @Override
  public void close(CloseReason reason) {
    closed = true;
    if (reason == CloseReason.TOO_SLOW) {
      connection.cut();
    }
    try {
      if (reason == CloseReason.SHUTDOWN && writable && proceed()) {
        long retry = BYE_RETRY_MILLIS + ThreadLocalRandom.current().nextLong(BYE_SPREAD_MILLIS);
        pending = EventShape.bye(retry).getBytes(StandardCharsets.UTF_8);
        proceed();
      }
      context.complete();
    } catch (IOException | IllegalStateException alreadyGone) {
      // then there is nothing to end
    }
    onClose.accept(this, reason);
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

  @Override
  public void close() {
    subscriber().close(CloseReason.GONE);
  }

  private void fail() {
    writable = false;
    close();
  }

  @Override
  public void onError(Throwable failure) {
    fail();
  }

  @Override
  public void onError(AsyncEvent event) {
    fail();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    fail();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    fail();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // a stream is started once
  }
}
