package dev.carillon.digest;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is due, by the database's clock. Each call is a transaction, which nodes may do at once. */
@Stateless
public class Digests {
  private static final String DUE =
      "SELECT count(*) FROM (SELECT 1 FROM digest_subscription s JOIN unread u ON u.reader = s.appuser"
          + " WHERE s.wanted AND u.digest IS NULL AND u.since < now() - make_interval(secs => ?1)"
          + " LIMIT 1) one";

  // Texts and numbers alone, since JPA's implementations make different things of all other types
  private static final String CLAIM =
      "SELECT CAST(digest AS text), reader, name, email, CAST(token AS text), total, channel, sender,"
          + " CAST(extract(epoch FROM created_at) AS bigint), content"
          + " FROM digest_claim(make_interval(secs => ?1), ?2, ?3)";

  @PersistenceContext private EntityManager entities;

  /** Whether anybody is owed a digest. */
  public boolean areDue(Duration after) {
    Object found =
        entities.createNativeQuery(DUE).setParameter(1, seconds(after)).getSingleResult();
    return ((Number) found).longValue() > 0;
  }

  /**
   * Takes what the next user is owed: it is marked as mailed when this returns, and nobody else
   * gets it.
   *
   * @param beyond the user before, by id; 0: none
   * @param most messages that are shown
   */
  public Optional<Digest> claim(Duration after, int beyond, int most) {
    List<?> rows =
        entities
            .createNativeQuery(CLAIM)
            .setParameter(1, seconds(after))
            .setParameter(2, beyond)
            .setParameter(3, most)
            .getResultList();
    return rows.isEmpty() ? Optional.empty() : Optional.of(digest(rows));
  }

  /** Takes the marks back: it is due again, but for what was seen meanwhile. */
  public void giveBack(Digest digest) {
    entities
        .createNativeQuery(
            "UPDATE unread SET digest = NULL WHERE reader = ?1 AND digest = CAST(?2 AS uuid)")
        .setParameter(1, digest.reader())
        .setParameter(2, digest.id().toString())
        .executeUpdate();
  }

  private static Digest digest(List<?> rows) {
    Object[] first = (Object[]) rows.get(0);
    return new Digest(
        UUID.fromString(text(first[0])),
        ((Number) first[1]).intValue(),
        text(first[2]),
        text(first[3]),
        UUID.fromString(text(first[4])),
        ((Number) first[5]).longValue(),
        rows.stream().map(Object[].class::cast).map(Digests::message).toList());
  }

  private static Digest.Message message(Object[] row) {
    return new Digest.Message(
        text(row[6]),
        text(row[7]),
        Instant.ofEpochSecond(((Number) row[8]).longValue()),
        text(row[9]));
  }

  private static String text(Object value) {
    return String.valueOf(value);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
