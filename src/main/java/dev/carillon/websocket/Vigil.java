package dev.carillon.websocket;

import dev.carillon.change.SocketClosed;
import dev.carillon.change.SocketOpened;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells the applications who opens the socket and who leaves it. Where one of them must know soon,
 * it pings the client each second: a browser answers by itself, even for a tab that nobody looks
 * at, and whoever has vanished does not. Thread-safe.
 */
@Singleton
public class Vigil {
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** One client, and when it last gave a sign. */
  private static final class Watched {
    private final Session session;
    private final long limitNanos;
    private final Runnable onVanished;
    private volatile long heardAt = System.nanoTime();

    Watched(Session session, Duration limit, Runnable onVanished) {
      this.session = session;
      this.limitNanos = limit.toNanos();
      this.onVanished = onVanished;
    }
  }

  private final Event<SocketOpened> opened;
  private final Event<SocketClosed> closed;
  private final ManagedScheduledExecutorService executor;
  private final Set<String> present = ConcurrentHashMap.newKeySet();
  private final Map<String, Watched> watched = new ConcurrentHashMap<>();
  private @Nullable Future<?> rounds;

  @Inject
  Vigil(
      Event<SocketOpened> opened,
      Event<SocketClosed> closed,
      ManagedScheduledExecutorService executor) {
    this.opened = opened;
    this.closed = closed;
    this.executor = executor;
  }

  /**
   * A client has come.
   *
   * @param onVanished called once it leaves pings unanswered for longer than somebody wants
   */
  void begin(Session session, Runnable onVanished) {
    SocketOpened event = new SocketOpened(session.getId(), session.getRequestParameterMap());
    present.add(session.getId());
    opened.fire(event);
    Duration limit = event.answerWithin();
    if (limit != null) {
      watched.put(session.getId(), new Watched(session, limit, onVanished));
      startRounds();
    }
  }

  /** The client has given a sign of life. */
  void heard(Session session) {
    Watched client = watched.get(session.getId());
    if (client != null) {
      client.heardAt = System.nanoTime();
    }
  }

  /** The client is gone. Only the first call counts. */
  void end(Session session) {
    watched.remove(session.getId());
    if (present.remove(session.getId())) {
      closed.fire(new SocketClosed(session.getId()));
    }
  }

  private synchronized void startRounds() {
    if (rounds == null) {
      rounds =
          executor.scheduleAtFixedRate(this::round, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void round() {
    for (Watched client : watched.values()) {
      if (System.nanoTime() - client.heardAt > client.limitNanos) {
        end(client.session); // at once: closing waits for a client that is not there
        client.onVanished.run();
      } else {
        ping(client.session);
      }
    }
  }

  private static void ping(Session session) {
    try {
      // The asynchronous one: the other would wait for a client that reads nothing
      session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
    } catch (IOException | RuntimeException closing) {
      // then it does not answer either
    }
  }

  @PreDestroy
  synchronized void stop() {
    if (rounds != null) {
      rounds.cancel(false);
    }
  }
}
