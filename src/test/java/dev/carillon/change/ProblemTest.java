package dev.carillon.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ProblemTest {

  @Test
  void isToldAsRfc9457() {
    assertThat(Problem.badRequest("topic must be \"x\"\n").json())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Bad request\",\"status\":400,"
                + "\"detail\":\"topic must be \\\"x\\\"\\n\"}");
  }

  @Test
  void keepsTheDatabasesWordsFromClients() {
    var away = new DatabaseUnavailableException(new SQLException("secret-host refused"));
    assertThat(away).hasMessage("PostgreSQL can't be reached: secret-host refused");
    assertThat(away.problem().status()).isEqualTo(503);
    assertThat(away.problem().json()).doesNotContain("secret-host");
  }

  @Test
  void readsAReasonFromItsLabel() {
    assertThat(ResetReason.values())
        .allSatisfy(reason -> assertThat(ResetReason.of(reason.label())).isEqualTo(reason))
        .extracting(ResetReason::label)
        .containsExactly("expired", "unknown-epoch", "ahead", "malformed");
  }
}
