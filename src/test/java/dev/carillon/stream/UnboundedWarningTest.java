package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That connections lost their bounds is said, and once. */
class UnboundedWarningTest {
  private final List<String> said = new ArrayList<>();

  @Test
  void namesTheClassOnceHoweverManyRequestsThereAre() {
    var warning = new UnboundedWarning(said::add);
    warning.say(StringBuilder.class, "connection that is known");
    warning.say(StringBuilder.class, "connection that is known");

    assertThat(said)
        .singleElement()
        .asString()
        .contains("java.lang.StringBuilder", "queued", "the server's own idle timeouts");
  }
}
