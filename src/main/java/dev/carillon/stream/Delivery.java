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
  private final Hub hub;
  private final Subscriber subscriber;
  private final Shape shape;
  private final Outlet outlet;
  private final Source source;
  private final Route route = new Route();
  private final Outbox outbox = new Outbox();
  private final CompletableFuture<CloseReason> over = new CompletableFuture<>();
  private final Heartbeat heartbeat = new Heartbeat();
  private @Nullable CloseReason finishing;

  Delivery(Hub hub, Subscriber subscriber, Shape shape, Outlet outlet) {
    this.hub = hub;
    this.subscriber = subscriber;
    this.shape = shape;
    this.outlet = outlet;
    this.source = hub.source(subscriber::wake, this::reset);
  }

  void subscribe(List<TopicSelector> topics, Start start, String greeting) {
    subscriber.behind(!hub.holdsAllAfter(start.position().n()));
    enqueue(greeting);
    topics.forEach(topic -> route.add(topic, start.position()));
    // A place in a log that has been put back since may come again, with another change at it.
    if (start.opening() != hub.openings()) {
      reset(ResetReason.AHEAD);
    }
    subscriber.wake();
  }

  void unsubscribe(TopicSelector topic, String answer) {
    route.remove(topic);
    enqueue(answer);
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
    Span span = route.current();
    List<Entry> entries = span == null ? null : source.after(span.cursor());
    if (span == null || entries == null) {
      return Turn.WAITING;
    }
    if (entries.isEmpty()) {
      outlet.caughtUp(span.cursor());
      return Turn.CURRENT;
    }
    Chunk chunk =
        pass.chunk(span.interest(), shape, span.cursor(), span.last(), outlet.room(), entries);
    Position end = chunk.end();
    if (end != null) {
      span.moveTo(end);
      subscriber.behind(source.isReplaying() || end.isBefore(Source.end(entries)));
    }
    if (!chunk.frames().isEmpty()) {
      write(chunk);
    } else if (end != null) {
      outlet.passed(end);
    }
    return Turn.MORE;
  }

  /** Once a second: ends the stuck; tells the idle their place, but never before a reset. */
  void tick(long now, long heartbeatNanos, long writeTimeoutNanos) {
    if (over.isDone()) {
      return;
    } else if (!outlet.ready()) {
      if (now - outlet.progressAt() > writeTimeoutNanos) {
        end(CloseReason.TOO_SLOW);
      }
    } else if (outbox.isEmpty()) {
      heartbeat
          .due(now, heartbeatNanos, shape, route.safePosition(hub.newest()))
          .ifPresent(sign -> outlet.write(new Chunk(List.of(sign), null)));
      subscriber.wake(); // a page is asked for again if the database was away
    }
  }

  /** The log can't be continued from here: it goes on at the newest position, and is told so. */
  void reset(ResetReason reason) {
    Position newest = hub.newest();
    String frame = newest == null ? null : shape.reset(reason, newest);
    if (newest == null || frame == null) {
      outlet.expired(reason, newest);
      end(CloseReason.EXPIRED);
    } else if (!over.isDone() && route.restart(newest)) {
      source.forget();
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
    source.forget();
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
