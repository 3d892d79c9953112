package dev.carillon.digest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.regex.Pattern;

/** Makes mails of digests, and hands them to the SMTP server. Thread-safe. */
@Singleton
class Postman {
  /** By these words a server says that it has not taken the mail, and may do so later. */
  private static final Pattern LATER = Pattern.compile("(?s)4\\d\\d[ -].*");

  private final Links links;
  private final Clock clock;

  @Inject
  Postman(Links links, Clock clock) {
    this.links = links;
    this.clock = clock;
  }

  /** What became of a mail that was not sent as it should. */
  static final class NotSentException extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean later;

    NotSentException(MessagingException cause) {
      super(reason(cause), cause);
      this.later = isLater(cause);
    }

    /**
     * Whether it certainly was not taken and may be tried again. False where the server will never
     * take it, and where the connection broke, since it may have taken it before that.
     */
    boolean later() {
      return later;
    }
  }

  /** Hands it over. When this returns, the server has said that it took it. */
  void send(Digest digest, Session session, Transport server) throws NotSentException {
    try {
      MimeMessage mail = mail(digest, session);
      server.sendMessage(mail, mail.getAllRecipients());
    } catch (MessagingException e) {
      throw new NotSentException(e);
    }
  }

  MimeMessage mail(Digest digest, Session session) throws MessagingException {
    DigestText text = new DigestText(digest, links);
    MimeMultipart parts = new MimeMultipart("alternative"); // the best comes last
    parts.addBodyPart(part(text.plain(), "plain"));
    parts.addBodyPart(part(new DigestHtml(digest, links).page(), "html"));
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom(); // by the session's mail.from
    mail.setRecipient(Message.RecipientType.TO, new InternetAddress(digest.email()));
    mail.setSubject(text.subject(), StandardCharsets.UTF_8.name());
    mail.setSentDate(Date.from(clock.instant()));
    mail.setHeader("List-Unsubscribe", "<" + links.unsubscribe(digest.token()) + ">");
    mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    mail.setHeader("Auto-Submitted", "auto-generated"); // so that no holiday notice comes back
    mail.setContent(parts);
    mail.saveChanges();
    return mail;
  }

  private static MimeBodyPart part(String text, String kind) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, StandardCharsets.UTF_8.name(), kind);
    return part;
  }

  /**
   * Only by the server's own words: a connection that ended may have done so between the server's
   * taking the mail and our hearing of it.
   */
  private static boolean isLater(MessagingException failure) {
    for (Exception e = failure; e instanceof MessagingException m; e = m.getNextException()) {
      if (e instanceof SendFailedException && LATER.matcher(reason(m)).matches()) {
        return true;
      }
    }
    return false;
  }

  private static String reason(Exception failure) {
    return String.valueOf(failure.getMessage()).strip();
  }
}
