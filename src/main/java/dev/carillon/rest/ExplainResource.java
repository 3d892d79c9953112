package dev.carillon.rest;

import dev.carillon.change.Change;
import dev.carillon.change.JsonText;
import dev.carillon.change.MalformedPositionException;
import dev.carillon.change.Position;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.stream.Explainer;
import dev.carillon.stream.Explanation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/explain}: why did this client, or did it not, get that change? No row is shown.
 */
@Singleton
@Path("explain")
public class ExplainResource {
  private Explainer explainer;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(Explainer explainer) {
    this.explainer = explainer;
  }

  /** The explanation. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public JsonObject explain(
      @QueryParam("position") @Nullable String position,
      @QueryParam("subscriber") @Nullable String subscriber) {
    Position wanted = position(given("position", position, "1.1042"));
    Explanation explanation =
        explainer.explain(wanted, given("subscriber", subscriber, "3k9x…, from event: ready"));
    JsonArrayBuilder findings = Json.createArrayBuilder();
    explanation
        .findings()
        .forEach(
            finding ->
                findings.add(
                    Json.createObjectBuilder()
                        .add("topic", finding.topic())
                        .add("filter", finding.filter())
                        .add("shows", finding.shows())
                        .add("why", finding.why())));
    JsonObjectBuilder answer =
        Json.createObjectBuilder()
            .add("position", wanted.toString())
            .add("verdict", Label.of(explanation.verdict()))
            .add("why", explanation.why());
    Change change = explanation.change();
    if (change != null) {
      answer
          .add("topic", change.topic())
          .add("table", change.table())
          .add("op", change.op().label())
          .add("at", change.at().toString())
          .add("redacted", Json.createArrayBuilder(explainer.redacted(change)));
    }
    return answer.add("subscriptions", findings).build();
  }

  private static String given(String name, @Nullable String value, String example) {
    if (value == null || value.isBlank()) {
      throw new ProblemException(
          Problem.badRequest(name + " must be given, such as " + name + "=" + example));
    }
    return value;
  }

  private static Position position(String written) {
    try {
      return Position.parse(written);
    } catch (MalformedPositionException e) {
      throw new ProblemException(
          Problem.badRequest("position must be like 1.1042, but is " + JsonText.quote(written)));
    }
  }
}
