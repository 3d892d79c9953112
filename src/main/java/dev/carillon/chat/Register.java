package dev.carillon.chat;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.Collection;
import java.util.List;

/** The rows of those who are here: a node vouches for its own. Each call is a transaction. */
@Stateless
public class Register {
  // After three beats that did not come
  private static final String FRESH = "beat_at > clock_timestamp() - interval '3 seconds'";
  private static final String BEAT =
      "UPDATE presence_node SET beat_at = clock_timestamp() WHERE name = ?1";

  // Skips who is beating just now, late: two nodes must not wait for each other
  private static final String SWEEP =
      "DELETE FROM presence_node WHERE name IN (SELECT name FROM presence_node WHERE NOT "
          + FRESH
          + " FOR UPDATE SKIP LOCKED)";

  @PersistenceContext private EntityManager entities;

  /** A socket of somebody who is here; two of the same user are two tabs or devices. */
  public record Present(String node, String socket, int appuser) {}

  /**
   * Vouches for a node's rows and brings them up to date, and deletes those of nodes that are dead.
   *
   * @return false if its rows were deleted meanwhile, or it has none yet: then nothing was done
   */
  public boolean beat(String node, Collection<Visitor> came, Collection<Visitor> went) {
    // Where this node's last beat is old, too, nobody could beat: the database was away
    boolean steady = update(BEAT + " AND " + FRESH, node) == 1;
    if (!steady && update(BEAT, node) == 0) {
      return false;
    }
    for (Visitor visitor : went) {
      update("DELETE FROM presence WHERE node = ?1 AND socket = ?2", node, visitor.socket());
    }
    came.forEach(visitor -> store(node, visitor));
    if (steady) {
      update(SWEEP);
    }
    return true;
  }

  /** Begins to vouch, with all who are here. */
  public void begin(String node, Collection<Visitor> all) {
    update("INSERT INTO presence_node (name) VALUES (?1) ON CONFLICT DO NOTHING", node);
    all.forEach(visitor -> store(node, visitor));
  }

  /** Nobody is here any more. */
  public void end(String node) {
    update("DELETE FROM presence_node WHERE name = ?1", node);
  }

  /** Who is in a channel, on any node. */
  public List<Present> in(String channel) {
    List<?> rows =
        entities
            .createNativeQuery(
                "SELECT node, socket, appuser FROM presence WHERE channel = ?1 ORDER BY since")
            .setParameter(1, channel)
            .getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .map(
            row ->
                new Present(
                    String.valueOf(row[0]), String.valueOf(row[1]), ((Number) row[2]).intValue()))
        .toList();
  }

  private void store(String node, Visitor visitor) {
    // Who is no user is nobody: the address of a socket can say anything
    update(
        "INSERT INTO presence (node, socket, channel, appuser)"
            + " SELECT ?1, ?2, ?3, id FROM appuser WHERE id = ?4 ON CONFLICT DO NOTHING",
        node,
        visitor.socket(),
        visitor.channel(),
        visitor.user());
  }

  private int update(String sql, Object... values) {
    Query query = entities.createNativeQuery(sql);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query.executeUpdate();
  }
}
