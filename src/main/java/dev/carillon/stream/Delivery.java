package dev.carillon.stream;

import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import dev.carillon.change.TopicSelector;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Stop 7: one client's cursor into the log, and what moves it. It holds a place and no queue of
 * changes, so a slow client costs no more than a fast one. The dispatcher's thread only.
 */
final class Delivery {
  /** What a client has to take within the write timeout: 10 KB/s by its default. */
  private static final long LEAST_BYTES = 100_000;

  private final Hub hub;
  private final Subscriber subscriber;
  private final Shape shape;
  private final Outlet outlet;
  private final Reading reading;
  private final Outbox outbox = new Outbox();
  private final CompletableFuture<CloseReason> over = new CompletableFuture<>();
  private final Heartbeat heartbeat = new Heartbeat();
  private @Nullable CloseReason finishing;

  Delivery(Hub hub, Subscriber subscriber, Shape shape, Outlet outlet) {
    this.hub = hub;
    this.subscriber = subscriber;
    this.shape = shape;
    this.outlet = outlet;
    this.reading = new Reading(hub, subscriber, shape, outlet, this::reset);
  }

  void subscribe(List<Selection> selections, Start start, String greeting) {
    enqueue(greeting);
    reading.add(selections, start);
    // A place in a log that has been put back since may come again, with another change at it.
    if (start.opening() != hub.tail().openings()) {
      reset(ResetReason.AHEAD);
    }
    subscriber.wake();
  }

  void unsubscribe(TopicSelector topic, String answer) {
    reading.remove(topic);
    enqueue(answer);
  }

  /** What it is given, and how far it has come. */
  Standing standing() {
    return reading.standing();
  }

  /** Has a frame sent in its turn; a client that leaves too many waiting is too slow. */
  void enqueue(String frame) {
    if (frame.isEmpty() || outbox.offer(frame)) {
      subscriber.wake();
    } else {
      end(CloseReason.TOO_SLOW);
    }
  }

  /** Writes at most one chunk. */
  Turn drain(Pass pass) {
    if (over.isDone() || !outlet.ready()) {
      return Turn.WAITING;
    }
    if (!outbox.isEmpty()) {
      write(outbox.take());
      return Turn.MORE;
    }
    if (finishing != null) {
      end(finishing);
      return Turn.WAITING;
    }
    Chunk chunk = reading.next(pass);
    if (chunk == null) {
      return reading.isCurrent() ? Turn.CURRENT : Turn.WAITING;
    }
    if (chunk.frames().isEmpty()) {
      chunk.passBy(outlet);
    } else {
      write(chunk);
    }
    return Turn.MORE;
  }

  /** Once a second: ends the stuck; tells the idle their place, but never before a reset. */
  void tick(long now, long heartbeatNanos, long writeTimeoutNanos) {
    if (over.isDone()) {
      return;
    } else if (!outlet.ready()) {
      long patience = writeTimeoutNanos + writeTimeoutNanos / LEAST_BYTES * outlet.step();
      if (now - outlet.progressAt() > patience) {
        end(CloseReason.TOO_SLOW);
      }
    } else if (outbox.isEmpty()) {
      heartbeat
          .due(now, heartbeatNanos, shape, reading.safePosition())
          .ifPresent(sign -> outlet.write(new Chunk(List.of(sign), null)));
      subscriber.wake(); // a page is asked for again if the database was away
    }
  }

  /** The log can't be continued from here: it goes on at the newest position, and is told so. */
  void reset(ResetReason reason) {
    Position newest = hub.newest();
    String frame = newest == null ? null : shape.reset(reason, newest, reading.isResumable());
    if (newest == null || frame == null) {
      outlet.expired(reason, newest);
      end(CloseReason.EXPIRED);
    } else if (!over.isDone() && reading.restart(newest)) {
      enqueue(frame);
    }
  }

  void finish(CloseReason reason) {
    finishing = reason;
    subscriber.wake();
  }

  void end(CloseReason reason) {
    if (over.isDone()) {
      return;
    }
    reading.forget();
    outbox.clear();
    hub.left(subscriber, reason);
    over.complete(reason);
    outlet.close(reason);
  }

  /** A farewell is a task of its own: one that fails keeps nothing else from ending. */
  void onEnd(Runnable farewell) {
    var unused = over.thenRun(() -> hub.run(farewell));
  }

  private void write(Chunk chunk) {
    heartbeat.sent();
    outlet.write(chunk);
  }
}
