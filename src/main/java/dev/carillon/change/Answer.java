package dev.carillon.change;

import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** What resources answer with rows that change, and that somebody may follow from there. */
public final class Answer {
  /** The header that says where the log stood. */
  public static final String POSITION = "X-Carillon-Position";

  private Answer() {}

  /**
   * A 200 that no cache keeps.
   *
   * @param before where the log stood before the rows were read: a stream from there misses nothing
   *     of what came after; null if this node does not know yet
   */
  public static Response.ResponseBuilder of(Object rows, @Nullable Position before) {
    return Response.ok(rows).header(POSITION, before).header("Cache-Control", "no-store");
  }
}
