package dev.carillon.digest;

import dev.carillon.change.ListenerStatus;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One round: mails every user what is due, each their own mail. One round at a time on a node. */
@Singleton
class DigestRound {
  private static final Logger LOGGER = System.getLogger(DigestRound.class.getName());

  /** What a mail can show and still be read. */
  private static final int MOST = 200;

  private final Digests digests;
  private final Postman postman;
  private final MailSession session;
  private final ListenerStatus listener;
  private final Duration after;
  private volatile boolean stopped;
  private boolean failing;

  /** Those whose server puts their mail off, which is said once. */
  private final Set<Integer> putOff = new HashSet<>();

  @Inject
  DigestRound(
      Digests digests,
      Postman postman,
      MailSession session,
      ListenerStatus listener,
      @Named("carillon.digest.after") Duration after) {
    this.digests = digests;
    this.postman = postman;
    this.session = session;
    this.listener = listener;
    this.after = after;
  }

  /** Never throws; says once that it fails, and once that it does not any more. */
  void run() {
    if (stopped || listener.state() == ListenerStatus.State.DISCONNECTED) {
      return; // that PostgreSQL is away, the listener says
    }
    try {
      if (digests.areDue(after)) {
        mail();
        if (failing) {
          LOGGER.log(Level.INFO, "Digests are mailed again.");
        }
      }
      failing = false; // also where another node has mailed them meanwhile
    } catch (MessagingException | RuntimeException e) {
      if (!failing && !stopped) {
        LOGGER.log(Level.WARNING, "Can''t mail digests and goes on trying: {0}", e.getMessage());
      }
      failing = true;
    }
  }

  /** From now on nothing more is taken: what is taken and not sent would never be. */
  void stop() {
    stopped = true;
  }

  /** The server is there before anything is taken, so that nothing need be given back. */
  private void mail() throws MessagingException {
    Session container = session.find();
    int reader = 0;
    try (Transport server = session.connect(container)) {
      while (!stopped && server.isConnected()) {
        Optional<Digest> due = digests.claim(after, reader, MOST);
        if (due.isEmpty()) {
          return;
        }
        reader = due.get().reader();
        send(due.get(), container, server);
      }
    }
  }

  private void send(Digest digest, Session container, Transport server) {
    try {
      postman.send(digest, container, server);
      putOff.remove(digest.reader());
    } catch (Postman.NotSentException e) {
      if (!e.later()) {
        say(digest, "and will not be", e);
        return;
      }
      digests.giveBack(digest);
      if (putOff.add(digest.reader())) {
        say(digest, "and goes on being tried", e);
      }
    }
  }

  private static void say(Digest digest, String more, Exception failure) {
    LOGGER.log(
        Level.WARNING,
        "The mail to user {0} was not sent, {1}: {2}",
        digest.reader(),
        more,
        failure.getMessage());
  }
}
