package dev.carillon.postgres;

import dev.carillon.config.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the listener's thread does: it listens, and after every loss connects again, until it is
 * stopped by another thread.
 */
final class ListenLoop implements Runnable {
  private static final Logger LOGGER = System.getLogger(Listener.class.getName());

  private final Settings settings;
  private final Schema schema;
  private final WatchApplier watches;
  private final ListenSession session;
  private final Status status;
  private final Runnable onArrival;
  private final BackOff backOff = new BackOff(ThreadLocalRandom.current());
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable ListenConnection connection;
  private boolean arrived;

  /**
   * @param onArrival what is to be done whenever it listens again, and when its first attempt to
   *     has failed; at once, since the log waits for it
   */
  ListenLoop(
      Settings settings,
      Schema schema,
      WatchApplier watches,
      ListenSession session,
      Status status,
      Runnable onArrival) {
    this.settings = settings;
    this.schema = schema;
    this.watches = watches;
    this.session = session;
    this.status = status;
    this.onArrival = onArrival;
  }

  @Override
  public void run() {
    status.runBy(Thread.currentThread());
    try {
      while (isWanted()) {
        connectAndListenOrWait();
      }
    } finally {
      status.disconnected("stopped"); // however it ends: nobody else would ever say so
    }
  }

  /** Ends {@link #run} soon, whatever it waits for. */
  void stop() {
    stopping.countDown();
    schema.stop();
    ListenConnection open = connection;
    if (open != null) {
      open.abort();
    }
  }

  private void connectAndListenOrWait() {
    try {
      connectAndListen();
    } catch (Throwable e) { // no memory for a page may pass, a thread that is gone stays away
      lost(e);
    }
  }

  private void connectAndListen() throws SQLException {
    schema.bringUpToDate();
    watches.apply();
    try (ListenConnection opened = ListenConnection.open(settings)) {
      connection = opened;
      session.open(opened);
      LOGGER.log(
          Level.INFO,
          "Listening to PostgreSQL at position {0}, as node {1}.",
          status.position(),
          status.node());
      backOff.reset();
      arrived = true;
      onArrival.run();
      if (isWanted()) { // else stop() came before there was a connection to abort
        session.run(opened);
      }
    } finally {
      connection = null;
    }
  }

  private void lost(Throwable reason) {
    if (!isWanted()) {
      return;
    }
    String why = firstLine(reason);
    status.disconnected(why);
    Duration pause = backOff.next();
    LOGGER.log(
        Level.WARNING,
        () ->
            "Lost PostgreSQL: "
                + why
                + ". Retrying in "
                + pause
                + " (attempt "
                + backOff.attempts()
                + ").",
        reason instanceof SQLException ? null : reason);
    if (!arrived) {
      arrived = true; // once is enough: it goes on for as long as nobody mends it
      onArrival.run();
    }
    try {
      stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      stopping.countDown(); // the container wants its thread back
    }
  }

  /** Without the statement that was running: it can be pages long, and says nothing. */
  private static String firstLine(Throwable reason) {
    String message = reason.getMessage();
    return message == null
        ? reason.toString()
        : message.lines().findFirst().orElse("").replaceFirst("\\.$", "");
  }

  private boolean isWanted() {
    return stopping.getCount() > 0;
  }
}
