package dev.carillon.digest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The mail that is made of a digest. */
class PostmanTest {
  private static final Instant NOW = Instant.parse("2026-11-21T22:00:00Z");

  @Test
  void hasAPlainPartAndARicherOneAfterIt() throws MessagingException, IOException {
    MimeMultipart parts = (MimeMultipart) mail("Grüße 😀").getContent();

    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(parts.getBodyPart(0).getContent().toString()).contains("Grüße 😀");
    assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
    assertThat(parts.getBodyPart(1).getContent().toString()).contains("<br>Grüße 😀</div>");
  }

  @Test
  void comesFromTheSessionsSenderAndOffersAWayOut() throws MessagingException {
    MimeMessage mail = mail("Hello");

    assertThat(mail.getFrom())
        .extracting(Address::toString)
        .containsExactly("carillon@example.org");
    assertThat(mail.getAllRecipients())
        .extracting(Address::toString)
        .containsExactly("bob@example.org");
    assertThat(mail.getSubject()).isEqualTo("1 unseen message in Carillon");
    assertThat(mail.getSentDate()).isEqualTo(Date.from(NOW));
    assertThat(mail.getHeader("List-Unsubscribe"))
        .containsExactly(
            "<https://www.example.org/carillon/api/digest/unsubscribe/" + Samples.TOKEN + ">");
    assertThat(mail.getHeader("List-Unsubscribe-Post"))
        .containsExactly("List-Unsubscribe=One-Click");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
  }

  private static MimeMessage mail(String content) throws MessagingException {
    Properties container = new Properties();
    container.put("mail.from", "carillon@example.org");
    return new Postman(Samples.LINKS, Clock.fixed(NOW, ZoneOffset.UTC))
        .mail(
            Samples.digest(Samples.message("lobby", "Abe", content)),
            Session.getInstance(container));
  }
}
