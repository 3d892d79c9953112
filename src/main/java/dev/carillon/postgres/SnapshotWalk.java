package dev.carillon.postgres;

import dev.carillon.change.Change;
import dev.carillon.change.SnapshotPage;
import dev.carillon.change.SnapshotPlace;
import dev.carillon.change.TopicSelector;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way through a snapshot's tables from one place to the next: one page. One thread. */
final class SnapshotWalk {
  /**
   * 64 MiB: where few rows match, or a table is bloated, no statement takes long, and none can run
   * into a timeout.
   */
  private static final int BLOCKS_AT_ONCE = 8192;

  private static final long LAST_BLOCK = 4294967295L;

  private static final String FORBIDDEN = "42501"; // SQLSTATE

  /** After that a page is given as it is: a TRUNCATE waits for whoever reads. */
  private static final Duration LONGEST = Duration.ofMillis(250);

  /** Rows that are looked at together where many may be of other topics. */
  private static final int LOOKED_AT = 500;

  private final SnapshotTransaction transaction;
  private final List<TopicSelector> topics;
  private final int maxRows;
  private final long maxBytes;
  private final long began = System.nanoTime();
  private final List<Change> rows = new ArrayList<>();
  private SnapshotPlace place;
  private long bytes;
  private boolean moved;

  SnapshotWalk(
      SnapshotTransaction transaction,
      SnapshotPlace place,
      List<TopicSelector> topics,
      int maxRows,
      long maxBytes) {
    this.transaction = transaction;
    this.place = place;
    this.topics = topics;
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
  }

  SnapshotPage page() throws SQLException {
    for (SnapshotPart part : transaction.parts(topics)) {
      if (!part.isBefore(place) && !finish(part)) {
        return new SnapshotPage(rows, place);
      }
    }
    return new SnapshotPage(rows, null);
  }

  /** Whether there is no more of it. */
  private boolean finish(SnapshotPart part) throws SQLException {
    part.requireReadable();
    SnapshotPart.Narrowing narrowing = part.narrowing(topics);
    if (narrowing != null && narrowing.values().isEmpty()) {
      return true;
    }
    if (part.relation() != place.table() || part.part() != place.part()) {
      place = place.at(part.relation(), part.part(), 0, 0);
    }
    long blocks = transaction.blocks(part);
    while (place.block() < blocks) {
      if (isFull() || (moved && System.nanoTime() - began > LONGEST.toNanos())) {
        return false;
      }
      read(part, narrowing);
      moved = true;
    }
    return true;
  }

  private boolean isFull() {
    return rows.size() >= maxRows || (bytes >= maxBytes && !rows.isEmpty());
  }

  private void read(SnapshotPart part, SnapshotPart.@Nullable Narrowing narrowing)
      throws SQLException {
    long end = Math.min(place.block() + BLOCKS_AT_ONCE, LAST_BLOCK);
    try (PreparedStatement query =
        transaction
            .connection()
            .prepareStatement(
                "SELECT place::text, told::text FROM carillon.snapshot_rows("
                    + "?, ?, ?, ?::text, ?::text[], ?::tid, ?::tid, ?, ?)")) {
      query.setString(1, transaction.snapshot().stamp());
      query.setLong(2, part.relation());
      query.setLong(3, part.part());
      query.setString(4, narrowing == null ? null : narrowing.column());
      query.setArray(
          5,
          transaction
              .connection()
              .createArrayOf(
                  "text", narrowing == null ? new Object[0] : narrowing.values().toArray()));
      query.setString(6, "(" + place.block() + "," + place.row() + ")");
      query.setString(7, "(" + end + ",0)");
      int wanted = maxRows - rows.size();
      query.setInt(8, part.isAllOf(topics) ? wanted : Math.max(wanted, LOOKED_AT));
      query.setLong(9, Math.max(maxBytes - bytes, 1));
      try (ResultSet found = query.executeQuery()) {
        if (!found.next()) {
          place = place.at(part.relation(), part.part(), end, 0);
          return;
        }
        do {
          take(part, found.getString(1), found.getString(2));
        } while (!isFull() && found.next());
      }
    } catch (SQLException e) {
      if (FORBIDDEN.equals(e.getSQLState())) {
        throw part.refusal(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /** At its place, such as {@code (7,33)}. */
  private void take(SnapshotPart part, String at, String json) {
    int comma = at.indexOf(',');
    place =
        place.at(
            part.relation(),
            part.part(),
            Long.parseLong(at.substring(1, comma)),
            Integer.parseInt(at.substring(comma + 1, at.length() - 1)));
    Change change = part.change(json, place.position(), transaction.snapshot().at());
    if (topics.stream().anyMatch(selector -> selector.matches(change))) {
      rows.add(change);
      bytes += json.length();
    }
  }
}
