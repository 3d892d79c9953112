package dev.carillon.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Clock;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which mails may be sent again: those alone of which it is certain that nobody took them. */
class PostmanIT {

  @ParameterizedTest
  @CsvSource({
    "MAIL, 421 too busy, true",
    "RCPT, 451 come back in five minutes, true",
    "DATA, 452 no room, true",
    "., 451 no room after all, true",
    "RCPT, 550 no such user, false",
    "., 554 spam, false"
  })
  void goByTheServersOwnWords(String command, String answer, boolean later) throws Exception {
    assertThat(failure(command, answer).later()).isEqualTo(later);
  }

  @ParameterizedTest
  @CsvSource({"MAIL", "RCPT", "DATA", "."})
  void areNotThoseWhereTheServerHungUp(String command) throws Exception {
    assertThat(failure(command, ScriptedServer.HANGS_UP).later()).isFalse();
  }

  @Test
  void areNotThoseThatTheServerTookBeforeItHungUp() throws Exception {
    try (ScriptedServer server = new ScriptedServer("QUIT", ScriptedServer.HANGS_UP)) {
      assertThatCode(() -> send(server)).doesNotThrowAnyException();
    }
  }

  private static Postman.NotSentException failure(String command, String answer) throws Exception {
    try (ScriptedServer server = new ScriptedServer(command, answer)) {
      return catchThrowableOfType(Postman.NotSentException.class, () -> send(server));
    }
  }

  private static void send(ScriptedServer server) throws Exception {
    Properties container = new Properties();
    container.put("mail.smtp.host", "127.0.0.1");
    container.put("mail.smtp.port", Integer.toString(server.port()));
    container.put("mail.from", "carillon@localhost");
    Session session = Session.getInstance(container);
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect();
      new Postman(Samples.LINKS, Clock.systemUTC())
          .send(Samples.digest(Samples.message("lobby", "Abe", "Hello")), session, transport);
    }
  }
}
