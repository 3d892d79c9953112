package dev.carillon.digest;

import dev.carillon.change.ListenerStatus;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * One round: puts into the outbox what is due. One round at a time on a node. It waits for nobody:
 * who mails it is {@link DigestDelivery}.
 */
@Singleton
class DigestRound {
  private static final Logger LOGGER = System.getLogger(DigestRound.class.getName());

  /** Mails in one transaction, so that none is long. */
  private static final int MOST = 100;

  private final Outbox outbox;
  private final ListenerStatus listener;
  private final Duration after;
  private volatile boolean stopped;
  private boolean failing;

  @Inject
  DigestRound(
      Outbox outbox, ListenerStatus listener, @Named("carillon.digest.after") Duration after) {
    this.outbox = outbox;
    this.listener = listener;
    this.after = after;
  }

  /** Never throws; says once that it fails, and once that it does not any more. */
  void run() {
    if (stopped || listener.state() == ListenerStatus.State.DISCONNECTED) {
      return; // that PostgreSQL is away, the listener says
    }
    try {
      while (outbox.claim(after, MOST) == MOST && !stopped) {
        // on to the next few
      }
      if (failing) {
        LOGGER.log(Level.INFO, "Digests are claimed again.");
      }
      failing = false;
    } catch (RuntimeException e) {
      if (!failing && !stopped) {
        LOGGER.log(Level.WARNING, "Can''t claim digests and goes on trying: {0}", e.getMessage());
      }
      failing = true;
    }
  }

  void stop() {
    stopped = true;
  }
}
