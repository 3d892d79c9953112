package dev.carillon.change;

import java.util.Optional;

/**
 * The durable log, for those who need more than what memory holds. Every call asks the database and
 * blocks; thread-safe.
 */
public interface History {
  /**
   * Reads on after a position.
   *
   * @param maxChanges most changes to read
   * @param maxBytes bytes after which no further row is taken; the first is taken always
   * @throws PositionExpiredException if retention has passed the position
   * @throws DatabaseUnavailableException if the database can't be asked
   */
  Page read(Position after, int maxChanges, long maxBytes);

  /**
   * The oldest position that can be read on from.
   *
   * @throws DatabaseUnavailableException if the database can't be asked
   */
  Position earliest();

  /**
   * The newest position, which this node may not have got to yet.
   *
   * @throws DatabaseUnavailableException if the database can't be asked
   */
  Position newest();

  /**
   * Why a client can't go on after a position; empty if it can.
   *
   * @throws DatabaseUnavailableException if the database can't be asked
   */
  Optional<ResetReason> refusal(Position after);
}
