package dev.carillon.audit;

import dev.carillon.change.Answer;
import dev.carillon.change.JsonText;
import dev.carillon.change.Position;
import dev.carillon.change.QueryValue;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code /api/audit}: who changed what, newest first. */
@Singleton
@Path("audit")
public class AuditResource {
  private static final long MOST = 999_999_999_999_999_999L;

  private AuditLog audit;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(AuditLog audit) {
    this.audit = audit;
  }

  /**
   * A page, whose {@code Link} leads to the next older one unless this is the last; or all, as CSV
   * or NDJSON. {@code X-Carillon-Position} is how far the log had been copied: every change up to
   * there that passes the filter is on the page, or on one after it, and none from beyond.
   */
  @GET
  @Produces({MediaType.APPLICATION_JSON, "text/csv", "application/x-ndjson"})
  public Response find(
      @QueryParam("format") @DefaultValue("") String named,
      @QueryParam("limit") @DefaultValue("") String limit,
      @Context HttpHeaders headers,
      @Context UriInfo uri) {
    AuditFilter filter = AuditParameters.parse(uri.getQueryParameters());
    AuditFormat format = AuditFormat.of(named, headers.getAcceptableMediaTypes());
    Response.ResponseBuilder response =
        format == AuditFormat.JSON
            ? page(filter, limit.isEmpty() ? 100 : QueryValue.integer("limit", limit, 1, 1000), uri)
            : export(
                filter, format, limit.isEmpty() ? MOST : QueryValue.whole("limit", limit, 1, MOST));
    return response
        .type(format.type())
        .header("Cache-Control", "no-store")
        .header("Vary", "Accept")
        .build();
  }

  /** The tables and the users that the audit knows, for those who choose. */
  @GET
  @Path("known")
  @Produces(MediaType.APPLICATION_JSON)
  public Response known() {
    return Response.ok(
            "{\"tables\":" + array(audit.tables()) + ",\"users\":" + array(audit.users()) + "}")
        .header("Cache-Control", "no-store")
        .build();
  }

  private Response.ResponseBuilder page(AuditFilter filter, int limit, UriInfo uri) {
    Position before = audit.position();
    AuditPage page = audit.page(filter, limit);
    Response.ResponseBuilder response =
        Response.ok(
                page.entries().stream()
                    .map(AuditEntry::json)
                    .collect(Collectors.joining(",", "[", "]")))
            .header(Answer.POSITION, page.reaches(before));
    if (page.more()) {
      Position oldest = page.oldest().position();
      response.link(uri.getRequestUriBuilder().replaceQueryParam("before", oldest).build(), "next");
    }
    return response;
  }

  private Response.ResponseBuilder export(AuditFilter filter, AuditFormat format, long limit) {
    String name = "carillon-audit." + format.name().toLowerCase(Locale.ROOT);
    return Response.ok(new AuditExport(audit, filter, format, limit))
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }

  private static String array(List<String> texts) {
    return texts.stream().map(JsonText::quote).collect(Collectors.joining(",", "[", "]"));
  }
}
