package dev.carillon.postgres;

import dev.carillon.change.Change;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Page;
import dev.carillon.change.Position;
import dev.carillon.change.PositionExpiredException;
import dev.carillon.change.ResetReason;
import dev.carillon.postgres.ChangeLog.Advance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Stops 3 to 5: cuts, reads what is new and fires it, and keeps its place from one connection to
 * the next. The listener's thread only.
 */
@Singleton
public class LogFollower {
  private static final int PAGE_CHANGES = 1000;
  private static final long PAGE_BYTES = 1 << 20;
  private static final int LONGEST_PAUSE_MILLIS = 8;

  private final ChangeLog log;
  private final Publisher publisher;
  private final Status status;
  private @Nullable Position position;

  @Inject
  LogFollower(ChangeLog log, Publisher publisher, Status status) {
    this.log = log;
    this.publisher = publisher;
    this.status = status;
  }

  /** Goes on where the last connection ended, if the log still can; at the newest change if not. */
  void findPlace(ListenConnection connection) throws SQLException {
    cut(connection); // first: a promoted server begins its epoch by that
    Position newest = log.bounds(connection.jdbc(), null).newest();
    if (position == null) {
      startAt(newest, null);
      return;
    }
    Optional<ResetReason> refusal = log.refusal(connection.jdbc(), null, position);
    if (refusal.isPresent()) {
      startAt(newest, refusal.get());
    }
  }

  /** Fires everything that is committed by now; how many transactions that was. */
  int catchUp(ListenConnection connection) throws SQLException {
    int transactions = 0;
    try {
      Position at = Objects.requireNonNull(position, "a place is found first");
      Advance advance = advance(connection, at);
      long newest = advance.newest().orElseThrow();
      status.cutTo(newest);
      Page page = advance.page();
      while (at.n() < newest) {
        at = fire(page);
        transactions += (int) page.changes().stream().filter(Change::txEnd).count();
        if (at.n() < newest) {
          page = log.read(connection.jdbc(), null, at, PAGE_CHANGES, PAGE_BYTES);
        }
      }
    } catch (PositionExpiredException e) {
      startAt(log.bounds(connection.jdbc(), null).newest(), ResetReason.EXPIRED);
    }
    return transactions;
  }

  private Position fire(Page page) {
    if (page.changes().isEmpty()) {
      throw new PositionExpiredException(page.after());
    }
    for (Change change : page.changes()) {
      publisher.fire(change);
      position = change.position();
      status.fired(change.position());
    }
    return page.end();
  }

  private void startAt(Position newest, @Nullable ResetReason reason) {
    publisher.fire(new LogOpened(newest, reason));
    position = newest; // after: an opening that failed is made again with the next connection
    status.fired(newest);
  }

  /** Cuts, or waits for the node that does at this moment. */
  private void cut(ListenConnection connection) throws SQLException {
    OptionalLong newest = log.cut(connection.jdbc());
    for (int pause = 1; newest.isEmpty(); pause = longer(pause)) {
      connection.pause(Duration.ofMillis(pause));
      newest = log.cut(connection.jdbc());
    }
  }

  /** Cuts, in turn with other nodes, and reads the first page of what follows. */
  private Advance advance(ListenConnection connection, Position at) throws SQLException {
    Advance advance = log.cutAndRead(connection.jdbc(), at, PAGE_CHANGES, PAGE_BYTES);
    for (int pause = 1; advance.newest().isEmpty(); pause = longer(pause)) {
      connection.pause(Duration.ofMillis(pause));
      advance = log.cutAndRead(connection.jdbc(), at, PAGE_CHANGES, PAGE_BYTES);
    }
    return advance;
  }

  private static int longer(int pause) {
    return Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
  }
}
