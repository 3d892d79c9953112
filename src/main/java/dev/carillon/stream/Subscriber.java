package dev.carillon.stream;

import dev.carillon.change.Notification;
import dev.carillon.change.Position;
import dev.carillon.change.PositionExpiredException;
import dev.carillon.change.ResetReason;
import dev.carillon.change.TopicSelector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stop 7: one client's cursor into the log. It holds a place and no queue of changes, so a slow
 * client costs no more than a fast one.
 *
 * <p>Public methods may be called by any thread; they take effect in the dispatcher's, where all
 * else happens.
 */
public final class Subscriber {
  private final Hub hub;
  private final Transport transport;
  private final Shape shape;
  private final Outlet outlet;
  private final Route route = new Route();
  private final Outbox outbox = new Outbox();
  private final List<Runnable> farewells = new ArrayList<>();
  private @Nullable List<Entry> page;
  private boolean awaitingPage;
  private long sentAt = System.nanoTime();
  private boolean closed;

  Subscriber(Hub hub, Transport transport, Shape shape, Outlet outlet) {
    this.hub = hub;
    this.transport = transport;
    this.shape = shape;
    this.outlet = outlet;
  }

  /** Delivers these topics from a place on; {@code greeting} is sent before the first change. */
  public void subscribe(List<TopicSelector> topics, Start start, String greeting) {
    hub.run(
        () -> {
          send(greeting);
          topics.forEach(topic -> route.add(topic, start.position()));
          hub.wake(this);
        });
  }

  /** Delivers this topic no longer; {@code answer} is the last frame after its changes. */
  public void unsubscribe(TopicSelector topic, String answer) {
    hub.run(
        () -> {
          route.remove(topic);
          send(answer);
        });
  }

  /** Sends a frame that has no place in the log, in its turn. */
  public void send(String frame) {
    hub.run(() -> enqueue(frame));
  }

  /** Sends a raw notification. */
  public void send(Notification notification) {
    hub.run(() -> enqueue(shape.notification(notification)));
  }

  /** The outlet can write again. */
  public void wake() {
    hub.wake(this);
  }

  /** Ends the stream. Only the first reason counts. */
  public void close(CloseReason reason) {
    hub.run(() -> end(reason));
  }

  /**
   * Does something, in the dispatcher's thread, when the stream has ended, or at once if it has.
   */
  public void onClose(Runnable farewell) {
    hub.run(
        () -> {
          if (closed) {
            farewell.run();
          } else {
            farewells.add(farewell);
          }
        });
  }

  public Transport transport() {
    return transport;
  }

  // From here on: the dispatcher's thread only.

  /** Writes at most one chunk; whether there is more to do at once. */
  boolean drain(Pass pass) {
    if (closed || !outlet.ready()) {
      return false;
    }
    if (!outbox.isEmpty()) {
      write(outbox.take());
      return true;
    }
    Span span = route.current();
    List<Entry> entries = span == null ? null : entriesAfter(span.cursor());
    if (span == null || entries == null) {
      return false;
    }
    if (entries.isEmpty()) {
      outlet.caughtUp(span.cursor());
      return false;
    }
    Chunk chunk =
        pass.chunk(span.interest(), shape, span.cursor(), span.last(), outlet.room(), entries);
    Position end = chunk.end();
    if (end != null) {
      span.moveTo(end);
    }
    if (!chunk.frames().isEmpty()) {
      write(chunk);
    }
    return true;
  }

  /** Once a second: shows an idle client that all is well, and ends one that does not read. */
  void tick(long now, long heartbeatNanos, long writeTimeoutNanos, @Nullable Position newest) {
    if (closed) {
      return;
    }
    if (!outlet.ready()) {
      if (now - outlet.progressAt() > writeTimeoutNanos) {
        end(CloseReason.TOO_SLOW);
      }
    } else if (now - sentAt > heartbeatNanos) {
      Position safe = route.safePosition(newest);
      if (safe != null) {
        write(new Chunk(List.of(shape.heartbeat(safe)), null));
      }
    } else {
      hub.wake(this); // a page may be asked for again if the database was away
    }
  }

  /**
   * The log can't be continued from where this subscriber is: it goes on at the newest position,
   * and is told so.
   */
  void reset(ResetReason reason, Position newest) {
    String frame = shape.reset(reason, newest);
    if (frame == null) {
      end(CloseReason.EXPIRED);
    } else if (!closed && route.restart(newest)) {
      page = null;
      enqueue(frame);
    }
  }

  void end(CloseReason reason) {
    if (closed) {
      return;
    }
    closed = true;
    page = null;
    outbox.clear();
    hub.left(this, reason);
    farewells.forEach(Runnable::run);
    outlet.close(reason);
  }

  private void enqueue(String frame) {
    if (closed) {
      return;
    }
    if (outbox.offer(frame)) {
      hub.wake(this);
    } else {
      end(CloseReason.TOO_SLOW);
    }
  }

  private void write(Chunk chunk) {
    sentAt = System.nanoTime();
    outlet.write(chunk);
  }

  /** What follows the cursor, from the ring or the page at hand; null: a page was asked for. */
  private @Nullable List<Entry> entriesAfter(Position cursor) {
    List<Entry> entries = hub.tailAfter(cursor);
    if (entries != null) {
      page = null;
      return entries;
    }
    if (page != null) {
      long passed = cursor.n() + 1 - page.get(0).change().position().n();
      if (passed >= 0 && passed < page.size()) {
        return page.subList((int) passed, page.size());
      }
    }
    if (!awaitingPage) {
      awaitingPage = true;
      hub.replay(cursor, this::take);
    }
    return null;
  }

  private void take(@Nullable List<Entry> read, @Nullable RuntimeException failure) {
    awaitingPage = false;
    Position newest = hub.newest();
    if (read != null && !read.isEmpty()) {
      page = read;
      hub.wake(this);
    } else if (newest != null && (failure == null || failure instanceof PositionExpiredException)) {
      reset(ResetReason.EXPIRED, newest);
    } // else the database is away: asked again at the next tick
  }
}
