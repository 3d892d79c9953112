package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That connections lost their bounds is said, and once. */
class UnboundedWarningTest {
  private final Logger logger = Logger.getLogger(UnboundedWarning.class.getName());
  private final Records records = new Records();

  @BeforeEach
  void listen() {
    logger.addHandler(records);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(records);
  }

  @Test
  void namesTheClassOnceHoweverManyRequestsThereAre() {
    var warning = new UnboundedWarning();
    warning.say(StringBuilder.class, "connection that is known");
    warning.say(StringBuilder.class, "connection that is known");

    assertThat(records.warnings).hasSize(1);
    assertThat(records.warnings.get(0))
        .contains("java.lang.StringBuilder", "queued", "the server's own idle timeouts");
  }

  @Test
  void isSaidOfAKnownConnectionThatLostAMethod() {
    new GrizzlyConnection(new Object()).bound().cut();
    new UndertowConnection(new Object()).bound().cut();

    // none if an earlier test of this JVM has had it said
    assertThat(records.warnings).hasSizeLessThanOrEqualTo(1);
    UnboundedWarning.ONCE.say(Object.class, "method");
    assertThat(records.warnings).hasSizeLessThanOrEqualTo(1);
  }

  private static final class Records extends Handler {
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      if (entry.getLevel().equals(Level.WARNING)) {
        Object[] parameters = entry.getParameters();
        String text = entry.getMessage();
        warnings.add(parameters == null ? text : MessageFormat.format(text, parameters));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
