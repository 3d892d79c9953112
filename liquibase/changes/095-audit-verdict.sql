--liquibase formatted sql logicalFilePath:carillon/095-audit-verdict.sql

--changeset carillon:audit-verdict stripComments:false splitStatements:false rollbackSplitStatements:false
--comment: the audit asks once a page, and not for each change, what is wanted and who wrote it

-- Copies what follows in the log, at most so much of it, and moves the audit's place: both commit, or neither does. How many changes
-- it has passed, wanted or not; 0: there are no more; null: somebody else is at it. The topics are separated by commas.
-- The planner takes a page for a few rows, and would join them by nested loops (100 ms a page seen instead of 28).
CREATE OR REPLACE FUNCTION carillon.feed_audit(topics text, max_changes int, max_bytes bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  place    carillon.observed := carillon._take('audit');
  patterns text[] := string_to_array(feed_audit.topics, ',');
  reason   text;
  bounds   record;
  passed   record;
BEGIN
  IF place.observer IS NULL THEN
    RETURN NULL;
  END IF;
  -- Nobody waits for the disk: a crash takes back the copy and the place together, and the log has it all.
  PERFORM set_config('synchronous_commit', 'off', true);
  reason := carillon.resume(place.epoch, place.n);
  SELECT * INTO bounds FROM carillon.bounds();
  IF reason IS NOT NULL THEN
    PERFORM carillon._audit_gap(place, reason, bounds.earliest_epoch, bounds.earliest_n);
    RETURN 1;
  END IF;

  WITH page AS MATERIALIZED (
    SELECT r.*, w.table_name, w.key, l.logged, carillon._topic(w.topic, l.logged) AS topic
      FROM carillon.read(place.n, place.lsn, feed_audit.max_changes, feed_audit.max_bytes) r
      LEFT JOIN carillon.watches w ON w.id = r.watch
      CROSS JOIN LATERAL (SELECT CASE WHEN r.op <> 'L' THEN coalesce(r.new, r.old) END AS logged) l
  ), verdict AS MATERIALIZED (   -- once for each topic and not for each change: judging took more than copying
    SELECT t.topic, t.op, carillon._wanted(t.topic, t.op, patterns) AS wanted FROM (SELECT DISTINCT p.topic, p.op FROM page p) t
  ), signature AS MATERIALIZED (   -- by one walk through each leaf's index, and not by one for each change
    SELECT l.xid, l.lsn, left(l.who, 255) AS who FROM carillon.log l
     WHERE l.xid = ANY (ARRAY(SELECT p.xid FROM page p))
       AND l.lsn BETWEEN (SELECT min(p.lsn) FROM page p) AND (SELECT max(p.lsn) FROM page p)
  ), copied AS (
    INSERT INTO carillon.audit (epoch, n, at, tx, topic, table_name, op, key, key_text, old, new, changed, who)
    SELECT p.epoch, p.n, p.at, p.xid, p.topic, p.table_name,
           CASE p.op WHEN 'I' THEN 'insert' WHEN 'U' THEN 'update' WHEN 'D' THEN 'delete' WHEN 'L' THEN 'ddl' ELSE 'truncate' END,
           k.key, k.key_text, p.old, p.new,
           CASE WHEN p.op = 'U' THEN ARRAY(
             SELECT now.key FROM json_each(p.new) WITH ORDINALITY now(key, value, ordinal) LEFT JOIN json_each(p.old) was ON was.key = now.key
              WHERE was.value::text IS DISTINCT FROM now.value::text ORDER BY now.ordinal) END,
           s.who
      FROM page p JOIN verdict v ON v.topic = p.topic AND v.op = p.op AND v.wanted
      LEFT JOIN signature s ON s.xid = p.xid AND s.lsn = p.lsn
      LEFT JOIN LATERAL (
        SELECT ('{' || string_agg(to_json(c.name)::text || ':' || (p.logged -> c.name)::text, ',' ORDER BY c.ordinal) || '}')::json AS key,
               string_agg(p.logged ->> c.name, ',' ORDER BY c.ordinal) AS key_text
          FROM unnest(p.key) WITH ORDINALITY c(name, ordinal)) k ON p.logged IS NOT NULL AND p.key IS NOT NULL
     WHERE (SELECT min(h.n) FROM page h) = place.n + 1
    ON CONFLICT DO NOTHING   -- of a log whose place was set back by hand
  )
  SELECT min(p.n) AS first, max(p.n) AS last, min(p.epoch) AS first_epoch, max(p.epoch) AS last_epoch,
         (array_agg(CASE WHEN NOT p.tx_end THEN p.lsn END ORDER BY p.n DESC))[1] AS lsn INTO passed
    FROM page p;

  IF passed.first > place.n + 1 THEN   -- retention has passed us by since
    PERFORM carillon._audit_gap(place, 'expired', passed.first_epoch, passed.first - 1);
    RETURN 1;
  ELSIF passed.first IS NULL THEN
    IF bounds.epoch > place.epoch AND bounds.n = place.n THEN   -- else a quiet day after a promotion would look like a gap
      PERFORM carillon._move(place, bounds.epoch, bounds.n, NULL);
    END IF;
    RETURN 0;
  END IF;
  PERFORM carillon._move(place, passed.last_epoch, passed.last, passed.lsn);
  RETURN passed.last - place.n;
END $$;

-- Below without comments and each line with a blank in front, since Liquibase makes one line of it.
/* liquibase rollback
 CREATE OR REPLACE FUNCTION carillon.feed_audit(topics text, max_changes int, max_bytes bigint) RETURNS bigint
 LANGUAGE plpgsql VOLATILE SECURITY DEFINER
 SET search_path = pg_catalog, pg_temp SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
 #variable_conflict use_column
 DECLARE
   place    carillon.observed := carillon._take('audit');
   patterns text[] := string_to_array(feed_audit.topics, ',');
   reason   text;
   bounds   record;
   passed   record;
 BEGIN
   IF place.observer IS NULL THEN
     RETURN NULL;
   END IF;
   PERFORM set_config('synchronous_commit', 'off', true);
   reason := carillon.resume(place.epoch, place.n);
   SELECT * INTO bounds FROM carillon.bounds();
   IF reason IS NOT NULL THEN
     PERFORM carillon._audit_gap(place, reason, bounds.earliest_epoch, bounds.earliest_n);
     RETURN 1;
   END IF;
   WITH page AS MATERIALIZED (
     SELECT r.*, w.table_name, w.key, l.logged, carillon._topic(w.topic, l.logged) AS topic
       FROM carillon.read(place.n, place.lsn, feed_audit.max_changes, feed_audit.max_bytes) r
       LEFT JOIN carillon.watches w ON w.id = r.watch
       CROSS JOIN LATERAL (SELECT CASE WHEN r.op <> 'L' THEN coalesce(r.new, r.old) END AS logged) l
   ), copied AS (
     INSERT INTO carillon.audit (epoch, n, at, tx, topic, table_name, op, key, key_text, old, new, changed, who)
     SELECT p.epoch, p.n, p.at, p.xid, p.topic, p.table_name,
            CASE p.op WHEN 'I' THEN 'insert' WHEN 'U' THEN 'update' WHEN 'D' THEN 'delete' WHEN 'L' THEN 'ddl' ELSE 'truncate' END,
            k.key, k.key_text, p.old, p.new,
            CASE WHEN p.op = 'U' THEN ARRAY(
              SELECT now.key FROM json_each(p.new) WITH ORDINALITY now(key, value, ordinal) LEFT JOIN json_each(p.old) was ON was.key = now.key
               WHERE was.value::text IS DISTINCT FROM now.value::text ORDER BY now.ordinal) END,
            (SELECT left(l.who, 255) FROM carillon.log l WHERE l.xid = p.xid AND l.lsn = p.lsn)
       FROM page p LEFT JOIN LATERAL (
         SELECT ('{' || string_agg(to_json(c.name)::text || ':' || (p.logged -> c.name)::text, ',' ORDER BY c.ordinal) || '}')::json AS key,
                string_agg(p.logged ->> c.name, ',' ORDER BY c.ordinal) AS key_text
           FROM unnest(p.key) WITH ORDINALITY c(name, ordinal)) k ON p.logged IS NOT NULL AND p.key IS NOT NULL
      WHERE (SELECT min(h.n) FROM page h) = place.n + 1 AND carillon._wanted(p.topic, p.op, patterns)
     ON CONFLICT DO NOTHING
   )
   SELECT min(p.n) AS first, max(p.n) AS last, min(p.epoch) AS first_epoch, max(p.epoch) AS last_epoch,
          (array_agg(CASE WHEN NOT p.tx_end THEN p.lsn END ORDER BY p.n DESC))[1] AS lsn INTO passed
     FROM page p;
   IF passed.first > place.n + 1 THEN
     PERFORM carillon._audit_gap(place, 'expired', passed.first_epoch, passed.first - 1);
     RETURN 1;
   ELSIF passed.first IS NULL THEN
     IF bounds.epoch > place.epoch AND bounds.n = place.n THEN
       PERFORM carillon._move(place, bounds.epoch, bounds.n, NULL);
     END IF;
     RETURN 0;
   END IF;
   PERFORM carillon._move(place, passed.last_epoch, passed.last, passed.lsn);
   RETURN passed.last - place.n;
 END $$;
*/
