package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The slow fixtures: prices at an even pace, with progress and a way to stop them. */
class SimulationIT {
  private static final String SIMULATION = "/api/simulations/stock-prices";

  @Test
  void simulatesUntilAllIsDone() {
    try (EventStream live = EventStream.open("/api/tracker/v3")) {
      HttpResponse<String> accepted = Api.post(SIMULATION + "?count=40&perSecond=200", "");
      assertThat(accepted.statusCode()).isEqualTo(202);

      live.awaitChanges(40);
      await().until(() -> !progress().getBoolean("running"));
      assertThat(progress().getInt("done")).isEqualTo(40);
      assertThat(progress().getInt("total")).isEqualTo(40);
      assertThat(live.changes())
          .allMatch(row -> List.of("ACME", "GLOBEX", "INITECH").contains(row.getString("symbol")));
    }
  }

  @Test
  void simulatesOneAtATimeUntilStopped() {
    assertThat(Api.post(SIMULATION + "?count=100000&perSecond=50", "").statusCode()).isEqualTo(202);
    try {
      await().until(() -> progress().getInt("done") > 5);
      assertThat(progress().getBoolean("running")).isTrue();
      assertProblem(Api.post(SIMULATION, ""), 409, "running");
    } finally {
      assertThat(Api.delete(SIMULATION).statusCode()).isBetween(200, 204);
    }

    int done = progress().getInt("done");
    await()
        .during(Duration.ofMillis(500))
        .until(() -> progress().getInt("done") == done && !progress().getBoolean("running"));
  }

  @Test
  void refusesASimulationThatMakesNoSense() {
    assertProblem(Api.post(SIMULATION + "?count=0", ""), 400, "count");
    assertProblem(Api.post(SIMULATION + "?count=many", ""), 400, "many");
    assertProblem(Api.post(SIMULATION + "?perSecond=0", ""), 400, "perSecond");
    assertProblem(Api.post(SIMULATION + "?symbols=a,b", ""), 400, "symbols");
  }

  private static JsonObject progress() {
    return Api.json(Api.get(SIMULATION));
  }
}
