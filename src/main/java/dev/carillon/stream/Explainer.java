package dev.carillon.stream;

import dev.carillon.change.Catalog;
import dev.carillon.change.Change;
import dev.carillon.change.History;
import dev.carillon.change.Operation;
import dev.carillon.change.Position;
import dev.carillon.change.PositionExpiredException;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.ResetReason;
import dev.carillon.stream.Departures.Departure;
import dev.carillon.stream.Standing.Followed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says why a subscriber of this node got a change, or why not. Asks the database and waits for the
 * dispatcher, so not for that. Thread-safe.
 */
@Singleton
public class Explainer {
  private final Hub hub;
  private final Census census;
  private final History history;
  private final Catalog catalog;

  @Inject
  Explainer(Hub hub, Census census, History history, Catalog catalog) {
    this.hub = hub;
    this.census = census;
    this.history = history;
    this.catalog = catalog;
  }

  /**
   * Explains what became of one change.
   *
   * @throws ProblemException 404 if no such subscriber is connected here, or was lately; 410 if the
   *     log no longer has the change
   */
  public Explanation explain(Position position, String id) {
    Optional<Standing> connected = connected(id); // first: it may leave meanwhile
    Departure departure = census.departure(id);
    Standing standing = departure != null ? departure.standing() : connected.orElse(null);
    if (standing == null) {
      throw new ProblemException(
          Problem.notFound(
              "No subscriber \""
                  + id
                  + "\" is connected to this node, and none of the last that left it had that name"));
    }
    Change change = change(position);
    if (change == null) {
      return new Explanation(
          Verdict.NOT_YET, "The log has not got to " + position, null, List.of());
    }
    List<Explanation.Finding> findings =
        standing.follows().stream().map(followed -> Inspection.of(followed, change)).toList();
    Explanation explanation = judge(standing, change, findings);
    if (departure == null || explanation.verdict() != Verdict.NOT_YET) {
      return explanation;
    }
    return new Explanation(
        Verdict.CLOSED,
        "It was closed before it got there, at "
            + departure.at()
            + ": "
            + departure.reason()
            + ". It comes back with its last id and gets the change then",
        change,
        findings);
  }

  private static Explanation judge(
      Standing standing, Change change, List<Explanation.Finding> findings) {
    Position cursor = standing.cursor();
    Interest interest =
        Interest.in(
            standing.follows().stream()
                .filter(followed -> Inspection.began(followed, change))
                .map(Followed::selection)
                .toList());
    Sight sight = interest.see(change);
    if (sight == null) {
      return new Explanation(
          Verdict.NOT_FOR_IT, "No subscription of its shows it", change, findings);
    }
    if (standing.inSnapshot() || cursor == null || cursor.isBefore(change.position())) {
      return new Explanation(
          Verdict.NOT_YET,
          "It has everything up to "
              + cursor
              + (standing.inSnapshot() ? ", and gets a snapshot first" : ""),
          change,
          findings);
    }
    boolean skips =
        sight.selection().policy() == Policy.LATEST && change.op() != Operation.TRUNCATE;
    return new Explanation(
        Verdict.DELIVERED,
        "It was written to its connection"
            + (skips ? ", unless a newer change of the same row was waiting with it" : ""),
        change,
        findings);
  }

  /** The columns of a change's table that no subscriber gets, as the watch is now. */
  public List<String> redacted(Change change) {
    return catalog.tables().stream()
        .filter(table -> table.name().equals(change.table()))
        .flatMap(table -> table.redacted().stream())
        .toList();
  }

  /** How things stand with a subscriber, as the dispatcher finds them in its turn. */
  private Optional<Standing> connected(String id) {
    CompletableFuture<Optional<Standing>> standing = new CompletableFuture<>();
    hub.run(() -> standing.complete(hub.find(id).map(found -> found.delivery().standing())));
    return standing.orTimeout(5, TimeUnit.SECONDS).join();
  }

  private @Nullable Change change(Position position) {
    Position before = new Position(position.epoch(), position.n() - 1);
    try {
      List<Change> next = history.read(before, 1, 1).changes();
      return next.isEmpty() || !next.get(0).position().equals(position) ? null : next.get(0);
    } catch (PositionExpiredException e) {
      throw new ProblemException(
          Problem.gone(position.toString(), ResetReason.EXPIRED, history.earliest()));
    }
  }
}
