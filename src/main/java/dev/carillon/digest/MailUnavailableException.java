package dev.carillon.digest;

import jakarta.mail.MessagingException;

/**
 * No SMTP server takes anything at present, so nothing was taken for it. Without its cause, whose
 * innermost words, such as "Connection refused", would be all that the observer's state tells.
 */
final class MailUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MailUnavailableException(MessagingException cause) {
    super("no SMTP server takes mails: " + cause.getMessage());
  }
}
