package dev.carillon.change;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What went wrong with a request, for its sender: RFC 9457.
 *
 * @param status the HTTP status
 * @param title the kind of problem in a few words, the same for all of its kind
 * @param detail this very problem: the thing, the value, the rule
 * @param more what programs need to know of it beside that, by name
 */
public record Problem(int status, String title, String detail, Map<String, String> more) {
  /** The media type of {@link #json}. */
  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem(int status, String title, String detail) {
    this(status, title, detail, Map.of());
  }

  public static Problem badRequest(String detail) {
    return new Problem(400, "Bad request", detail);
  }

  public static Problem forbidden(String detail) {
    return new Problem(403, "Forbidden", detail);
  }

  /** Well-formed, but a rule is broken. */
  public static Problem unprocessable(String detail) {
    return new Problem(422, "Unprocessable content", detail);
  }

  /**
   * A field breaks its rule.
   *
   * @param field told to programs, so that a page can say it beside the field
   */
  public static Problem unprocessable(String detail, String field) {
    return new Problem(422, "Unprocessable content", detail, Map.of("field", field));
  }

  public static Problem notFound(String detail) {
    return new Problem(404, "Not found", detail);
  }

  /**
   * The log can't be continued after a position: what {@code event: reset} says on a stream.
   *
   * @param after as it was asked for
   * @param position where it goes on, once the data are loaded anew
   */
  public static Problem gone(String after, ResetReason reason, Position position) {
    return new Problem(
        410,
        "Gone",
        "The log can't be continued after \"%s\" (%s): load your data anew, then go on after %s"
            .formatted(after, reason.label(), position),
        Map.of("reason", reason.label(), "position", position.toString()));
  }

  public static Problem tooLarge(String detail) {
    return new Problem(413, "Content too large", detail);
  }

  /**
   * PostgreSQL is out of reach, or the server has just started: the same request may succeed soon.
   */
  public static Problem unavailable(String detail) {
    return new Problem(503, "Service unavailable", detail);
  }

  /** The problem as JSON; {@code about:blank} says that title and status tell its type. */
  public String json() {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("type", "about:blank")
            .add("title", title)
            .add("status", status)
            .add("detail", detail);
    more.forEach(json::add);
    return json.build().toString();
  }

  /** Answers a request with it, where no JAX-RS resource does. */
  public void send(HttpServletResponse response) throws IOException {
    response.setStatus(status);
    if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
      response.setHeader("Retry-After", "2");
    }
    response.setContentType(MEDIA_TYPE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.getWriter().write(json());
  }
}
