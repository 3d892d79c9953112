package dev.carillon.change;

import java.util.List;

/**
 * The rows that topics have now, tied exactly to a position of the log: all that was committed up
 * to there and nothing that came later. Whoever reads them all and goes on after that position has
 * the table, with no gap and nothing twice. Every call asks the database and blocks; thread-safe.
 *
 * <p>While a snapshot is kept PostgreSQL can't clean up what was deleted since. So one is kept for
 * a limited time only, and those who begin within a second share it.
 */
public interface Snapshots {
  /**
   * Begins one; the first page is what follows the place. Its position may be one that this node's
   * listener has not got to yet.
   *
   * @throws ProblemException 403 if Carillon's role may not read a table that has such topics
   * @throws DatabaseUnavailableException if the database can't be asked
   */
  SnapshotPlace begin(List<TopicSelector> topics);

  /**
   * Reads on, on any node. A page may be empty and yet not be the last: then nothing was found in
   * the part of the tables that was looked through.
   *
   * @param topics those it was begun with
   * @param maxRows most rows to read, 1 at least
   * @param maxBytes bytes after which no further row is taken; the first is taken always
   * @throws SnapshotGoneException if the snapshot is no longer kept, or a table was truncated or
   *     altered under it: begin another
   * @throws ProblemException 403 as above
   * @throws DatabaseUnavailableException if the database can't be asked
   */
  SnapshotPage read(SnapshotPlace place, List<TopicSelector> topics, int maxRows, long maxBytes);
}
