package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The SMTP server that Carillon mails to, and what has come to an address. */
final class Mailbox implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  // Held, since java.util.logging forgets the level of a logger that nobody refers to
  private static final Logger LOG = Logger.getLogger("com.icegreen");

  private final GreenMail server =
      new GreenMail(new ServerSetup(Carillon.MAIL_PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  static Mailbox open() {
    LOG.setLevel(Level.WARNING);
    Mailbox mailbox = new Mailbox();
    mailbox.server.start();
    return mailbox;
  }

  /** Those that have come to an address, once there are so many; more are none too few. */
  List<Mail> awaitMails(String address, int count) {
    await().atMost(PATIENCE).until(() -> of(address).size() >= count);
    return of(address);
  }

  List<Mail> of(String address) {
    return Arrays.stream(server.getReceivedMessages())
        .map(Mail::new)
        .filter(mail -> mail.header("To").equals(address))
        .toList();
  }

  @Override
  public void close() {
    server.stop();
  }

  /** One mail, as its reader's program takes it apart. */
  record Mail(MimeMessage message) {
    String header(String name) {
      return read(() -> message.getHeader(name, null));
    }

    /** How its parts are to be taken, such as {@code multipart/alternative}. */
    String kind() {
      return read(() -> message.getContentType().replaceFirst("(?s);.*", ""));
    }

    String plain() {
      return part(0, "text/plain");
    }

    String html() {
      return part(1, "text/html");
    }

    /** Below the context root, as the header and both parts have it. */
    String wayOut() {
      String link = header("List-Unsubscribe").replaceAll("[<>]", "");
      assertThat(link).startsWith(Carillon.running().url());
      assertThat(plain()).contains(link);
      assertThat(html()).contains(link);
      return link.substring(Carillon.running().url().length());
    }

    private String part(int index, String type) {
      return read(
          () -> {
            MimeMultipart parts = (MimeMultipart) message.getContent();
            assertThat(parts.getCount()).isEqualTo(2);
            assertThat(parts.getBodyPart(index).getContentType()).startsWith(type);
            return parts.getBodyPart(index).getContent().toString();
          });
    }

    private static String read(Reading reading) {
      try {
        return reading.read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (MessagingException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** What JavaMail may fail at. */
  private interface Reading {
    String read() throws IOException, MessagingException;
  }
}
