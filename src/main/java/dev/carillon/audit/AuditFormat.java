package dev.carillon.audit;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** In which form the audit is asked for. */
enum AuditFormat {
  /** Pages, for programs that look through it. */
  JSON("application/json"),
  /** All of it, a JSON object a line. */
  NDJSON("application/x-ndjson; charset=utf-8"),
  /** All of it, for spreadsheets. */
  CSV("text/csv; charset=utf-8; header=present");

  private final String type;

  AuditFormat(String type) {
    this.type = type;
  }

  MediaType type() {
    return MediaType.valueOf(type);
  }

  /**
   * The one that a request names, or else accepts.
   *
   * @param accepted best first; never empty
   * @throws ProblemException 400 if there is no such, 406 if none is acceptable
   */
  static AuditFormat of(String named, List<MediaType> accepted) {
    if (!named.isEmpty()) {
      return Arrays.stream(values())
          .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(named))
          .findFirst()
          .orElseThrow(
              () ->
                  new ProblemException(
                      Problem.badRequest(
                          "format must be json, csv or ndjson, but is \"" + named + "\"")));
    }
    return accepted.stream()
        .flatMap(each -> Arrays.stream(values()).filter(format -> format.type().isCompatible(each)))
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    new Problem(
                        406,
                        "Not acceptable",
                        "The audit is application/json, text/csv or application/x-ndjson")));
  }
}
