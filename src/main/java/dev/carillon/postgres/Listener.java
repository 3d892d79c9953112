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
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Stop 2 of the way of one change: owns the one thread that listens, and by its {@link ListenLoop}
 * the one listening connection, from start-up to shutdown, over every loss of PostgreSQL.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class Listener {
  private static final Duration STOP_WITHIN = Duration.ofSeconds(1);

  @Resource private ManagedThreadFactory threads;
  @Inject private ListenSession session;
  @Inject private Schema schema;
  @Inject private WatchApplier watches;
  @Inject private Status status;
  @Inject private Settings settings;
  @Inject private DoctorRounds doctor;

  private @Nullable ListenLoop loop;
  private @Nullable Thread thread;

  @PostConstruct
  void start() {
    schema.prepare(); // here, and not in the thread that listens
    loop = new ListenLoop(settings, schema, watches, session, status, doctor::call);
    Thread listening = threads.newThread(loop);
    listening.setName("carillon-listener");
    thread = listening;
    listening.start();
  }

  @PreDestroy
  void stop() {
    if (loop == null || thread == null) {
      return;
    }
    loop.stop();
    try {
      thread.join(STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
