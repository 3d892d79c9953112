package dev.carillon.digest;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The container's mail session, as {@code server-config} declares it: it knows the SMTP server, its
 * password and who the sender is.
 */
@Singleton
class MailSession {
  /** Payara's name, and WildFly's, which gives it no choice. */
  private static final List<String> NAMES = List.of("mail/carillon", "java:jboss/mail/carillon");

  private static final String CONNECT_WITHIN_MS = "10000";
  private static final String ANSWER_WITHIN_MS = "30000";

  private final boolean mails;

  @Inject
  MailSession(@Named("carillon.mails") Boolean mails) {
    this.mails = mails;
  }

  /** Whether an SMTP server is set at all. */
  boolean isSet() {
    return mails;
  }

  /**
   * The session.
   *
   * @throws MessagingException if the container has none
   */
  @SuppressWarnings(
      "BanJNDI") // the names are ours, not a user's; injected, a missing one would keep the WAR
  // from being deployed
  Session find() throws MessagingException {
    for (String name : NAMES) {
      try {
        return patient((Session) new InitialContext().lookup(name));
      } catch (NamingException notHere) {
        // the other server's name, or none
      }
    }
    throw new MessagingException(
        "the server has no mail session " + String.join(" or ", NAMES) + ": see server-config");
  }

  Transport connect(Session session) throws MessagingException {
    Transport server = session.getTransport("smtp");
    server.connect();
    return server;
  }

  // Else a server that says nothing would hold a thread for ever. Into the session's own
  // properties:
  // a copy of it would not have its password.
  private static Session patient(Session session) {
    session.getProperties().putIfAbsent("mail.smtp.connectiontimeout", CONNECT_WITHIN_MS);
    session.getProperties().putIfAbsent("mail.smtp.timeout", ANSWER_WITHIN_MS);
    session.getProperties().putIfAbsent("mail.smtp.writetimeout", ANSWER_WITHIN_MS);
    return session;
  }
}
