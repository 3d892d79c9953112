package dev.carillon.postgres;

import dev.carillon.config.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stop 2 of the way of one change: owns the one listening connection and the one thread that uses
 * it, from start-up to shutdown, over every loss of PostgreSQL.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class Listener {
  private static final Logger LOGGER = System.getLogger(Listener.class.getName());
  private static final Duration STOP_WITHIN = Duration.ofSeconds(1);

  @Resource private ManagedThreadFactory threads;
  @Inject private ListenSession session;
  @Inject private Schema schema;
  @Inject private Status status;
  @Inject private Settings settings;

  private final BackOff backOff = new BackOff(ThreadLocalRandom.current());
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable ListenConnection connection;
  private @Nullable Thread thread;

  @PostConstruct
  void start() {
    Thread listening = threads.newThread(this::listen);
    listening.setName("carillon-listener");
    thread = listening;
    listening.start();
  }

  @PreDestroy
  void stop() {
    stopping.countDown();
    ListenConnection open = connection;
    if (open != null) {
      open.abort();
    }
    try {
      if (thread != null) {
        thread.join(STOP_WITHIN.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    while (isWanted()) {
      try {
        connectAndListen();
      } catch (SQLException | RuntimeException e) {
        lost(e);
      }
    }
  }

  private void connectAndListen() throws SQLException {
    schema.bringUpToDate();
    try (ListenConnection opened = ListenConnection.open(settings)) {
      connection = opened;
      session.open(opened);
      LOGGER.log(
          Level.INFO,
          "Listening to PostgreSQL at position {0}, as node {1}.",
          status.position(),
          status.node());
      backOff.reset();
      if (isWanted()) { // else stop() came before there was a connection to abort
        session.run(opened);
      }
    } finally {
      connection = null;
    }
  }

  private void lost(Exception reason) {
    if (!isWanted()) {
      return;
    }
    Duration pause = backOff.next();
    String why = firstLine(reason);
    boolean unexpected = reason instanceof RuntimeException;
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
        unexpected ? reason : null);
    status.disconnected(why);
    try {
      stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      stopping.countDown(); // the container wants its thread back
    }
  }

  /** Without the statement that was running: it can be pages long, and says nothing. */
  private static String firstLine(Exception reason) {
    String message = reason.getMessage();
    return message == null
        ? reason.toString()
        : message.lines().findFirst().orElse("").replaceFirst("\\.$", "");
  }

  private boolean isWanted() {
    return stopping.getCount() > 0;
  }
}
