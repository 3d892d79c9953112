package dev.carillon.chat;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/**
 * Which messages whom still wait for: rows that a trigger stores with each message. Each call is a
 * transaction.
 */
@Stateless
public class UnreadMessages {
  @PersistenceContext private EntityManager entities;

  /** A message that waits for its reader. */
  public record Unread(long message, String channel) {}

  /** The newest of them, newest first. */
  public List<Unread> of(int reader, int limit) {
    List<?> rows =
        entities
            .createNativeQuery(
                "SELECT message, channel FROM unread WHERE reader = ?1 ORDER BY message DESC")
            .setParameter(1, reader)
            .setMaxResults(limit)
            .getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .map(row -> new Unread(((Number) row[0]).longValue(), String.valueOf(row[1])))
        .toList();
  }

  /** These wait no longer for this reader; what did not wait is left out without a word. */
  public void seen(int reader, List<Long> messages) {
    // In one order, so that two tabs of the same reader can't wait for each other
    for (long message : messages.stream().distinct().sorted().toList()) {
      entities
          .createNativeQuery("DELETE FROM unread WHERE reader = ?1 AND message = ?2")
          .setParameter(1, reader)
          .setParameter(2, message)
          .executeUpdate();
    }
  }
}
