package dev.carillon.digest;

import dev.carillon.change.Changed;
import dev.carillon.change.Durable;
import dev.carillon.change.EntityChange;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Mails what the rounds have put into the outbox, one mail after the other. While there is no SMTP
 * server to hand them to, the durable observer waits before the first of them, for as long as that
 * takes.
 */
@Singleton
public class DigestDelivery {
  private static final Logger LOGGER = System.getLogger(DigestDelivery.class.getName());

  /** What a mail can show and still be read. */
  private static final int MOST = 200;

  private final Outbox outbox;
  private final Postman postman;
  private final MailSession session;
  private final Duration after;

  /** Those whose server puts their mail off, which is said once. */
  private final Set<Integer> putOff = ConcurrentHashMap.newKeySet();

  @Inject
  DigestDelivery(
      Outbox outbox,
      Postman postman,
      MailSession session,
      @Named("carillon.digest.after") Duration after) {
    this.outbox = outbox;
    this.postman = postman;
    this.session = session;
    this.after = after;
  }

  /** From the earliest on: of this table the log has nothing older than its first mail. */
  void send(
      @Observes
          @Durable(value = "digest", tries = 0, from = Durable.From.EARLIEST, batch = 1)
          @Changed(DigestMail.class)
          EntityChange<DigestMail> change) {
    DigestMail mail = change.newEntity();
    if (mail == null || !outbox.isWaiting(mail.getId())) {
      return; // told again, since the observer was rewound, or its node died with it
    }
    if (session.isSet()) {
      send(mail.getId());
    } else {
      outbox.withdraw(mail.getId()); // a node that mails claims it anew
    }
  }

  /** The server is there before anything is taken, so that nothing need be given back. */
  private void send(UUID mail) {
    try {
      Session container = session.find();
      try (Transport server = session.connect(container)) {
        Optional<Digest> taken = outbox.take(mail, after, MOST);
        taken.ifPresent(digest -> send(digest, container, server));
      }
    } catch (MessagingException e) {
      throw new MailUnavailableException(e);
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
      outbox.giveBack(digest);
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
