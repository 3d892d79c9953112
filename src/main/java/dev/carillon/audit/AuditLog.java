package dev.carillon.audit;

import dev.carillon.change.Position;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The stored audit. Each call is a transaction of its own. */
@Stateless
public class AuditLog {
  /** How much of the log was copied: a full page is much. */
  public enum Fed {
    NOTHING,
    SOME,
    MUCH
  }

  private static final int FEED_CHANGES = 2000;
  private static final int TRIM_ROWS = 5000;

  /** About as much as a page may weigh; its first row is shown however large it is. */
  private static final int PAGE_BYTES = 4 << 20;

  // One more than is wanted is looked for: so it is known whether there are more
  private static final String PAGE =
      """
      SELECT epoch, n, CAST(extract(epoch FROM at) * 1000000 AS bigint), CAST(tx AS text), topic, table_name, op,
             CAST(key AS text), CAST(old AS text), CAST(new AS text), CAST(to_json(changed) AS text), who, found
        FROM (SELECT c.*, count(*) OVER () AS found, sum(size) OVER (ORDER BY epoch DESC, n DESC) - size AS before
                FROM (SELECT a.*, coalesce(octet_length(CAST(old AS text)), 0) + coalesce(octet_length(CAST(new AS text)), 0) AS size
                        FROM (%s) a ORDER BY epoch DESC, n DESC LIMIT %d) c) p
       WHERE before < %d ORDER BY epoch DESC, n DESC LIMIT %d
      """;

  /** Each distinct value by one look into the index: a year's audit is not read for a few names. */
  private static final String DISTINCT =
      """
      WITH RECURSIVE f(v) AS (
        (SELECT a.%1$s FROM carillon.audit a WHERE a.%1$s IS NOT NULL ORDER BY a.%1$s LIMIT 1)
        UNION ALL
        SELECT (SELECT a.%1$s FROM carillon.audit a WHERE a.%1$s > f.v ORDER BY a.%1$s LIMIT 1) FROM f WHERE f.v IS NOT NULL
      ) SELECT v FROM f WHERE v IS NOT NULL LIMIT 200
      """;

  @PersistenceContext private EntityManager entities;

  /** Copies what follows in the log, and says how much that was; nothing if another node does. */
  public Fed feed(List<String> topics) {
    Object passed =
        entities
            .createNativeQuery("SELECT carillon.feed_audit(?1, ?2, ?3)")
            .setParameter(1, String.join(",", topics))
            .setParameter(2, FEED_CHANGES)
            .setParameter(3, (long) PAGE_BYTES)
            .getSingleResult();
    long changes = passed instanceof Number number ? number.longValue() : 0;
    return changes == 0 ? Fed.NOTHING : changes < FEED_CHANGES ? Fed.SOME : Fed.MUCH;
  }

  /** Forgets some of what is older; whether there may be more of it. */
  public boolean trim(Duration age) {
    Object gone =
        entities
            .createNativeQuery("SELECT carillon.trim_audit(make_interval(secs => ?1), ?2)")
            .setParameter(1, (double) age.toSeconds())
            .setParameter(2, TRIM_ROWS)
            .getSingleResult();
    return ((Number) gone).intValue() == TRIM_ROWS;
  }

  /** Where in the log the audit has got to. */
  public Position position() {
    Object[] place =
        (Object[])
            entities
                .createNativeQuery(
                    "SELECT epoch, n FROM carillon.observed WHERE observer = 'audit'"
                        + " ORDER BY epoch DESC, n DESC LIMIT 1")
                .getSingleResult();
    return new Position(((Number) place[0]).intValue(), ((Number) place[1]).longValue());
  }

  /** What passes a filter, newest first; less than asked for if the rows are large. */
  public AuditPage page(AuditFilter filter, int limit) {
    List<Object> values = new ArrayList<>();
    String rows = filter.rows(limit + 1, values);
    Query query = entities.createNativeQuery(PAGE.formatted(rows, limit + 1, PAGE_BYTES, limit));
    for (int i = 0; i < values.size(); i++) {
      query.setParameter(i + 1, values.get(i));
    }
    return AuditPage.of(query.getResultList());
  }

  /** The tables, or the users, that occur. */
  public List<String> tables() {
    return distinct("table_name");
  }

  public List<String> users() {
    return distinct("who");
  }

  private List<String> distinct(String column) {
    List<?> values = entities.createNativeQuery(DISTINCT.formatted(column)).getResultList();
    return values.stream().map(String::valueOf).toList();
  }
}
