package dev.carillon.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carillon.change.ProblemException;
import dev.carillon.config.Settings;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObserverResourceTest {

  @Test
  void letsNobodySteerByRequestsUnlessItIsSet() {
    Settings unset = new Settings(name -> Optional.empty());
    Settings on =
        new Settings(
            name -> name.equals("carillon.observers.steer") ? Optional.of("on") : Optional.empty());

    ProblemException refusal =
        catchThrowableOfType(
            ProblemException.class,
            () -> ObserverResource.requireSteering(unset, "SELECT carillon.pause_observer('a')"));

    assertThat(refusal.problem().status()).isEqualTo(403);
    assertThat(refusal)
        .hasMessageContaining("carillon.observers.steer is off")
        .hasMessageContaining("SELECT carillon.pause_observer('a')");
    ObserverResource.requireSteering(on, "");
  }
}
