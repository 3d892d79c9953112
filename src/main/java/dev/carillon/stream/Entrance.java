package dev.carillon.stream;

import dev.carillon.change.Catalog;
import dev.carillon.change.History;
import dev.carillon.change.MalformedPositionException;
import dev.carillon.change.Position;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.ResetReason;
import dev.carillon.change.SnapshotPlace;
import dev.carillon.change.TopicSelector;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a newcomer asks for and finds where it begins. May ask the database, so not for the
 * dispatcher. Thread-safe.
 */
@Singleton
public class Entrance {
  private final Hub hub;
  private final History history;
  private final Catalog catalog;
  private final SnapshotReader snapshots;

  @Inject
  Entrance(Hub hub, History history, Catalog catalog, SnapshotReader snapshots) {
    this.hub = hub;
    this.history = history;
    this.catalog = catalog;
    this.snapshots = snapshots;
  }

  /**
   * Reads the topic selectors of a request, each as {@link #topic} does.
   *
   * @throws ProblemException 400 if there is none, and as {@link #topic}
   */
  public List<TopicSelector> topics(List<String> written) {
    if (written.isEmpty()) {
      throw new ProblemException(
          Problem.badRequest("topic must be given at least once, such as topic=stock_price"));
    }
    return written.stream().map(this::topic).toList();
  }

  /**
   * Reads a topic selector and makes sure that a watch could match it.
   *
   * @throws ProblemException 400 if it is malformed, 404 if no watch has such a topic, 503 if that
   *     can't be found out
   */
  public TopicSelector topic(String written) {
    TopicSelector topic = TopicSelector.parse(written);
    if (!catalog.covers(topic)) {
      throw new ProblemException(
          Problem.notFound(
              "No watch has a topic \""
                  + topic
                  + "\"; there are "
                  + String.join(", ", catalog.topics())));
    }
    return topic;
  }

  /**
   * Finds where to begin.
   *
   * @param wanted a position, a place in a snapshot, {@code earliest}, {@code latest}, or nothing,
   *     which means latest
   * @param snapshot whether whoever has no place that one can go on from is given the rows that
   *     these topics have now
   * @throws ProblemException 503 if PostgreSQL has not been reached yet, or can't be asked about an
   *     old position
   */
  public Start start(@Nullable String wanted, List<TopicSelector> topics, boolean snapshot) {
    int opening =
        hub.tail()
            .openings(); // before looking at anything else: a place of an older log is found out
    Position newest = hub.newest();
    if (newest == null) {
      throw new ProblemException(
          Problem.unavailable("PostgreSQL has not been reached yet; try again soon"));
    }
    if (wanted == null || wanted.isBlank() || wanted.equals("latest")) {
      return begin(newest, null, topics, snapshot, opening);
    }
    try {
      if (SnapshotPlace.looksLike(wanted)) {
        SnapshotPlace place = SnapshotPlace.parse(wanted);
        return new Start(place.position(), null, place, opening);
      }
      Position position = wanted.equals("earliest") ? history.earliest() : Position.parse(wanted);
      ResetReason refusal = refusal(position, newest);
      return refusal == null
          ? new Start(position, null, null, opening)
          // Where the log stands, not this node: it may be behind what the client has seen
          // elsewhere.
          : begin(history.newest(), refusal, topics, snapshot, opening);
    } catch (MalformedPositionException e) {
      return begin(newest, ResetReason.MALFORMED, topics, snapshot, opening);
    }
  }

  private Start begin(
      Position newest,
      @Nullable ResetReason reset,
      List<TopicSelector> topics,
      boolean snapshot,
      int opening) {
    if (!snapshot) {
      return new Start(newest, reset, null, opening);
    }
    SnapshotPlace place = snapshots.begin(topics);
    return new Start(place.position(), reset, place, opening);
  }

  private @Nullable ResetReason refusal(Position position, Position newest) {
    // A crowd that comes back after a short cut asks nothing of the database.
    boolean known =
        position.epoch() == newest.epoch()
            && position.n() <= newest.n()
            && hub.tail().holdsAllAfter(position.n());
    return known ? null : history.refusal(position).orElse(null);
  }
}
