package dev.carillon.digest;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/**
 * The rows of what waits for a reader, which a trigger of the chat's stores. Each call is a
 * transaction.
 */
@Stateless
public class UnseenMessages {
  // In the order of the ids, so that two tabs of one reader can't wait for each other
  private static final String SEEN =
      "DELETE FROM unread WHERE reader = ?1 AND message IN (SELECT message FROM unread"
          + " WHERE reader = ?1 AND message <= ?2 AND (?3 = '' OR channel = ?3)"
          + " ORDER BY message FOR UPDATE)";

  @PersistenceContext private EntityManager entities;

  /** A message that waits. */
  public record Unseen(long message, String channel) {}

  public long count(int reader) {
    Object count =
        entities
            .createNativeQuery("SELECT count(*) FROM unread WHERE reader = ?1")
            .setParameter(1, reader)
            .getSingleResult();
    return ((Number) count).longValue();
  }

  /** The newest, newest first. */
  public List<Unseen> newest(int reader, int limit) {
    List<?> rows =
        entities
            .createNativeQuery(
                "SELECT message, channel FROM unread WHERE reader = ?1 ORDER BY message DESC")
            .setParameter(1, reader)
            .setMaxResults(limit)
            .getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .map(row -> new Unseen(((Number) row[0]).longValue(), String.valueOf(row[1])))
        .toList();
  }

  /**
   * What has arrived so far, up to an id, waits no longer; a message of a smaller id that commits
   * later does.
   *
   * @param channel empty: in all of them
   * @return how many that were
   */
  public int seen(int reader, long upTo, String channel) {
    return entities
        .createNativeQuery(SEEN)
        .setParameter(1, reader)
        .setParameter(2, upTo)
        .setParameter(3, channel)
        .executeUpdate();
  }
}
