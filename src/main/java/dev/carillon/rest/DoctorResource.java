package dev.carillon.rest;

import dev.carillon.change.Diagnosis;
import dev.carillon.change.Examination;
import dev.carillon.change.Finding;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * {@code GET /api/doctor}: what is wrong with the database and what mends it, as text for people,
 * and as JSON for whoever asks for that. Always 200: that something was found is no failure.
 */
@Singleton
@Path("doctor")
public class DoctorResource {
  private static final String TEXT = "text/plain;charset=UTF-8";

  private Examination doctor;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(Examination doctor) {
    this.doctor = doctor;
  }

  /** Looks, and tells. */
  @GET
  public Response examine(@Context HttpHeaders headers) {
    Diagnosis diagnosis = doctor.examine();
    boolean json = wantsJson(headers);
    return Response.ok(json ? json(diagnosis).toString() : DoctorText.of(diagnosis))
        .type(json ? MediaType.APPLICATION_JSON : TEXT)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }

  /** Not by @Produces: who takes anything, such as a browser or curl, is to be given text. */
  private static boolean wantsJson(HttpHeaders headers) {
    for (MediaType type : headers.getAcceptableMediaTypes()) {
      if (type.getSubtype().equals("json")) {
        return true;
      }
      if (type.isWildcardType() || type.getType().equals("text")) {
        return false;
      }
    }
    return false;
  }

  static JsonObject json(Diagnosis diagnosis) {
    JsonArrayBuilder findings = Json.createArrayBuilder();
    for (Finding finding : diagnosis.findings()) {
      findings.add(
          Json.createObjectBuilder()
              .add("id", finding.id())
              .add("level", finding.level().label())
              .add("subject", finding.subject())
              .add("found", finding.found())
              .add("meaning", finding.meaning())
              .add("cure", finding.cure()));
    }
    return Json.createObjectBuilder()
        .add("node", diagnosis.node())
        .add("at", diagnosis.at().toString())
        .add("well", diagnosis.isWell())
        .add("worst", diagnosis.worst().label())
        .add("findings", findings)
        .build();
  }
}
