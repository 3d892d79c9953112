package dev.carillon.digest;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who wants to be mailed, and where to. Each call is a transaction. */
@Stateless
public class Subscriptions {
  // With another address comes another token: mails to the former one end nothing any more
  private static final String STORE =
      """
      INSERT INTO digest_subscription AS s (appuser, email, wanted) VALUES (?1, nullif(?2, ''), ?3)
      ON CONFLICT (appuser) DO UPDATE SET email = excluded.email, wanted = excluded.wanted,
        token = CASE WHEN s.email = excluded.email THEN s.token ELSE excluded.token END
      """;

  @PersistenceContext private EntityManager entities;

  /**
   * Does nothing if there is such a user.
   *
   * @throws ProblemException 404 if there is none
   */
  public void check(int user) {
    if (entities
        .createNativeQuery("SELECT 1 FROM appuser WHERE id = ?1")
        .setParameter(1, user)
        .getResultList()
        .isEmpty()) {
      throw new ProblemException(Problem.notFound("There is no user " + user));
    }
  }

  /** What a user has chosen; nothing yet: not to be mailed. */
  public Subscription of(int user) {
    return found("SELECT wanted, email FROM digest_subscription WHERE appuser = ?1", user)
        .orElse(Subscription.NONE);
  }

  public void store(int user, Subscription chosen) {
    String email = chosen.email();
    entities
        .createNativeQuery(STORE)
        .setParameter(1, user)
        .setParameter(2, email == null ? "" : email)
        .setParameter(3, chosen.digest())
        .executeUpdate();
  }

  /** The address whose mails carry this token, if any, with whether they are still wanted. */
  public Optional<Subscription> by(UUID token) {
    return found(
        "SELECT wanted, email FROM digest_subscription WHERE token = CAST(?1 AS uuid)",
        token.toString());
  }

  public void end(UUID token) {
    entities
        .createNativeQuery(
            "UPDATE digest_subscription SET wanted = false WHERE token = CAST(?1 AS uuid)")
        .setParameter(1, token.toString())
        .executeUpdate();
  }

  private Optional<Subscription> found(String query, Object by) {
    List<?> rows = entities.createNativeQuery(query).setParameter(1, by).getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .map(row -> new Subscription((Boolean) row[0], text(row[1])))
        .findFirst();
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
