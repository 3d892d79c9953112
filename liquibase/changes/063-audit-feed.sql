--liquibase formatted sql logicalFilePath:carillon/063-audit-feed.sql

--changeset carillon:audit-feed stripComments:false splitStatements:false
--comment: copies the log into the audit, in its order, each change once

-- A change's topic, as subscribers see it.
CREATE FUNCTION carillon._topic(template text, logged json) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  topic text := template;
  part  text;
BEGIN
  IF strpos(template, '{') = 0 THEN
    RETURN template;
  ELSIF logged IS NULL THEN
    RETURN regexp_replace(template, '{[^{}]+}', '*', 'g');
  END IF;
  topic := '';
  FOREACH part IN ARRAY string_to_array(template, '{') LOOP   -- not by replacing: a value may have braces itself
    topic := topic || CASE WHEN strpos(part, '}') = 0 THEN part
      ELSE coalesce(logged ->> split_part(part, '}', 1), '') || split_part(part, '}', 2) END;
  END LOOP;
  RETURN topic;
END $$;

-- Whether a topic is among these: exact names, beginnings with a star, and with an exclamation mark what is not wanted all the same. Of a
-- table's truncate under a template, chat/*, a part suffices to want it, and only the whole not to.
CREATE FUNCTION carillon._wanted(topic text, op "char", patterns text[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(bool_or(m.matches) FILTER (WHERE NOT m.excludes), false) AND NOT coalesce(bool_or(m.matches) FILTER (WHERE m.excludes), false)
    FROM (SELECT p.excludes, starts_with(t.beginning, p.beginning) AND (p.open OR p.beginning = t.beginning AND NOT t.open)
                 OR t.open AND NOT p.excludes AND starts_with(p.beginning, t.beginning) AS matches
            FROM (SELECT $2 = 'T' AND strpos($1, '*') > 0 AS open, CASE WHEN $2 = 'T' THEN split_part($1, '*', 1) ELSE $1 END AS beginning) t,
                 (SELECT left(u.pattern, 1) = '!' AS excludes, right(u.pattern, 1) = '*' AS open,
                         rtrim(ltrim(u.pattern, '!'), '*') AS beginning FROM unnest($3) u(pattern)) p) m
$$;

-- What is missing in the audit is never passed over in silence: where the log can't be continued, a row says so and how far.
CREATE FUNCTION carillon._audit_gap(place carillon.observed, reason text, epoch int, n bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO carillon.audit (epoch, n, at, topic, table_name, op, new)
    VALUES (_audit_gap.epoch, _audit_gap.n, clock_timestamp(), '*', '*', 'gap', json_build_object('reason', reason,
      'after', (place).epoch || '.' || (place).n, 'until', _audit_gap.epoch || '.' || _audit_gap.n))
    ON CONFLICT DO NOTHING;   -- what is there already is a change of that very place: then nothing is missing
  PERFORM carillon._move(place, _audit_gap.epoch, _audit_gap.n, NULL);
END $$;

-- Copies what follows in the log, at most so much of it, and moves the audit's place: both commit, or neither does. How many changes
-- it has passed, wanted or not; 0: there are no more; null: somebody else is at it. The topics are separated by commas.
CREATE FUNCTION carillon.feed_audit(topics text, max_changes int, max_bytes bigint) RETURNS bigint
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
  -- Nobody waits for the disk: a crash takes back the copy and the place together, and the log has it all.
  PERFORM set_config('synchronous_commit', 'off', true);
  reason := carillon.resume(place.epoch, place.n);
  SELECT * INTO bounds FROM carillon.bounds();
  IF reason IS NOT NULL THEN
    PERFORM carillon._audit_gap(place, reason, bounds.earliest_epoch, bounds.earliest_n);
    RETURN 1;
  END IF;

  WITH page AS MATERIALIZED (
    SELECT r.*, w.table_name, w.key, coalesce(r.new, r.old) AS logged, carillon._topic(w.topic, coalesce(r.new, r.old)) AS topic
      FROM carillon.read(place.n, place.lsn, feed_audit.max_changes, feed_audit.max_bytes) r
      LEFT JOIN carillon.watches w ON w.id = r.watch
  ), copied AS (
    INSERT INTO carillon.audit (epoch, n, at, tx, topic, table_name, op, key, key_text, old, new, changed, who)
    SELECT p.epoch, p.n, p.at, p.xid, p.topic, p.table_name,
           CASE p.op WHEN 'I' THEN 'insert' WHEN 'U' THEN 'update' WHEN 'D' THEN 'delete' ELSE 'truncate' END,
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

-- Forgets the oldest rows, so many at most; how many it has. Waits for nobody, and nobody for it.
CREATE FUNCTION carillon.trim_audit(max_age interval, max_rows int) RETURNS bigint LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  WITH gone AS (
    DELETE FROM carillon.audit a USING (
      SELECT o.epoch, o.n FROM carillon.audit o WHERE o.at < clock_timestamp() - max_age ORDER BY o.at LIMIT max_rows FOR UPDATE SKIP LOCKED) old
     WHERE (a.epoch, a.n) = (old.epoch, old.n) RETURNING 1)
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION carillon.feed_audit(text, int, bigint), carillon.trim_audit(interval, int) FROM PUBLIC;
--rollback DROP FUNCTION carillon.trim_audit(interval, int);
--rollback DROP FUNCTION carillon.feed_audit(text, int, bigint);
--rollback DROP FUNCTION carillon._audit_gap(carillon.observed, text, int, bigint);
--rollback DROP FUNCTION carillon._wanted(text, "char", text[]);
--rollback DROP FUNCTION carillon._topic(text, json);
