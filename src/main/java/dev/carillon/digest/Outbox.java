package dev.carillon.digest;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The mails that are to be sent. What is taken, given back or withdrawn is committed when the call
 * returns, whatever becomes of the caller's transaction. Nodes may do so at once.
 */
@Stateless
public class Outbox {
  // Texts and numbers alone, since JPA's implementations make different things of all other types
  private static final String TAKE =
      "SELECT reader, name, email, CAST(token AS text), total, channel, sender,"
          + " CAST(extract(epoch FROM created_at) AS bigint), content"
          + " FROM digest_take(CAST(?1 AS uuid), make_interval(secs => ?2), ?3)";

  private static final String WAITING =
      "SELECT count(*) FROM digest_mail WHERE id = CAST(?1 AS uuid) AND taken_at IS NULL";

  @PersistenceContext private EntityManager entities;

  /** Puts a mail into it for each user who is owed one and has none in it; how many, at most. */
  public long claim(Duration after, int most) {
    Object claimed =
        entities
            .createNativeQuery("SELECT digest_claim(make_interval(secs => ?1), ?2)")
            .setParameter(1, seconds(after))
            .setParameter(2, most)
            .getSingleResult();
    return ((Number) claimed).longValue();
  }

  /** Whether a mail is in it that nobody has taken. */
  public boolean isWaiting(UUID mail) {
    Object found =
        entities.createNativeQuery(WAITING).setParameter(1, mail.toString()).getSingleResult();
    return ((Number) found).longValue() > 0;
  }

  /**
   * Takes a mail, with all that its reader has not seen by now: it is marked as mailed when this
   * returns, and nobody else gets it.
   *
   * @param most messages that are shown
   * @return empty if somebody has taken it, or nothing is left to tell, or it is not wanted any
   *     more
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public Optional<Digest> take(UUID mail, Duration after, int most) {
    List<?> rows =
        entities
            .createNativeQuery(TAKE)
            .setParameter(1, mail.toString())
            .setParameter(2, seconds(after))
            .setParameter(3, most)
            .getResultList();
    return rows.isEmpty() ? Optional.empty() : Optional.of(digest(mail, rows));
  }

  /** Takes the marks back: it is due again, by another mail, but for what was seen meanwhile. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void giveBack(Digest digest) {
    entities
        .createNativeQuery(
            "UPDATE unread SET digest = NULL WHERE reader = ?1 AND digest = CAST(?2 AS uuid)")
        .setParameter(1, digest.reader())
        .setParameter(2, digest.id().toString())
        .executeUpdate();
    entities
        .createNativeQuery("DELETE FROM digest_mail WHERE id = CAST(?1 AS uuid)")
        .setParameter(1, digest.id().toString())
        .executeUpdate();
  }

  /** Takes a mail out that nobody has taken, so that it can be claimed again. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void withdraw(UUID mail) {
    entities
        .createNativeQuery(
            "DELETE FROM digest_mail WHERE id = CAST(?1 AS uuid) AND taken_at IS NULL")
        .setParameter(1, mail.toString())
        .executeUpdate();
  }

  private static Digest digest(UUID mail, List<?> rows) {
    Object[] first = (Object[]) rows.get(0);
    return new Digest(
        mail,
        ((Number) first[0]).intValue(),
        text(first[1]),
        text(first[2]),
        UUID.fromString(text(first[3])),
        ((Number) first[4]).longValue(),
        rows.stream().map(Object[].class::cast).map(Outbox::message).toList());
  }

  private static Digest.Message message(Object[] row) {
    return new Digest.Message(
        text(row[5]),
        text(row[6]),
        Instant.ofEpochSecond(((Number) row[7]).longValue()),
        text(row[8]));
  }

  private static String text(Object value) {
    return String.valueOf(value);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
