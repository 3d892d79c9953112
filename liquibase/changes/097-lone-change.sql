--liquibase formatted sql logicalFilePath:carillon/097-lone-change.sql

--changeset carillon:lone-change stripComments:false splitStatements:false rollbackSplitStatements:false
--comment: a change that comes alone is cut and read by short statements; most of what it took was to set out plans for what was not there

-- As before, but for a writer alone: if no transaction was amid its work at the last cut, and none is now, what is newly
-- visible is one range of transaction ids, and up to a thousand of them are one batch. One look at the epochs does for both questions.
CREATE OR REPLACE FUNCTION carillon._cut(present pg_snapshot, OUT epoch int, OUT newest bigint) LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  previous pg_snapshot;
  upcoming bigint;   -- number of the next change
  current  carillon.epochs;
  lone     carillon.batches;
BEGIN
  SELECT b.snapshot, b.first + b.count INTO previous, upcoming
    FROM carillon.batches b ORDER BY b.first DESC, b.count DESC LIMIT 1;
  SELECT * INTO current FROM carillon.epochs e ORDER BY e.epoch DESC LIMIT 1;
  IF current.system <> (SELECT c.system_identifier FROM pg_catalog.pg_control_system() c) THEN
    PERFORM carillon._require_home();
  END IF;
  IF current.timeline <> carillon._timeline() THEN   -- positions from here on may have been given out before, and lost
    INSERT INTO carillon.epochs (epoch, system, timeline, first)
      VALUES (carillon._next_epoch(), current.system, carillon._timeline(), upcoming) RETURNING * INTO current;
    INSERT INTO carillon.batches (first, count, epoch, snapshot, xids, counts)
      VALUES (upcoming, 0, current.epoch, previous, '{}', '{}');
  END IF;
  epoch := current.epoch;
  newest := upcoming - 1;
  IF present::text = previous::text THEN
    RETURN;
  END IF;

  -- Nothing may be shown that a crash could take back: this commit flushes every asynchronous commit before it as well.
  PERFORM set_config('synchronous_commit', 'on', true);
  -- No transaction was running then, and none is now.
  IF pg_snapshot_xmin(previous) = pg_snapshot_xmax(previous) AND pg_snapshot_xmin(present) = pg_snapshot_xmax(present)
     AND pg_snapshot_xmax(present)::text::bigint - pg_snapshot_xmax(previous)::text::bigint <= 1000 THEN
    SELECT sum(t.changes), array_agg(t.xid ORDER BY t.last_lsn), array_agg(t.changes ORDER BY t.last_lsn), (array_agg(t.xid ORDER BY t.xid))[1]
      INTO lone.count, lone.xids, lone.counts, lone.min_xid
      FROM (SELECT l.xid, max(l.lsn) AS last_lsn, count(*) AS changes FROM carillon.log l
             WHERE l.xid >= pg_snapshot_xmax(previous) AND l.xid < pg_snapshot_xmax(present) GROUP BY l.xid) t;
    IF lone.count > 0 THEN
      INSERT INTO carillon.batches (first, count, epoch, snapshot, xids, counts, min_xid)
        VALUES (upcoming, lone.count, current.epoch, present, lone.xids, lone.counts, lone.min_xid);
      newest := newest + lone.count;
    END IF;
    RETURN;
  END IF;
  -- A thousand transactions a batch: a reader never unpacks more than it needs, however long nobody has cut.
  INSERT INTO carillon.batches (first, count, epoch, snapshot, xids, counts, min_xid)
    SELECT upcoming + sum(sum(t.changes)) OVER (ORDER BY t.chunk) - sum(t.changes), sum(t.changes), current.epoch, present,
           array_agg(t.xid ORDER BY t.last_lsn), array_agg(t.changes ORDER BY t.last_lsn),
           (array_agg(t.xid ORDER BY t.xid))[1]
      FROM (SELECT v.*, (row_number() OVER (ORDER BY v.last_lsn) - 1) / 1000 AS chunk
              FROM carillon._newly_visible(previous, present) v) t
     GROUP BY t.chunk;
  IF FOUND THEN
    SELECT b.first + b.count - 1 INTO newest FROM carillon.batches b ORDER BY b.first DESC, b.count DESC LIMIT 1;
    RETURN;
  END IF;
  -- Other tables' transactions moved the snapshot: remember it now and then, or the ranges to look through grow for ever.
  IF pg_snapshot_xmax(present)::text::bigint - pg_snapshot_xmax(previous)::text::bigint > 1000 THEN
    UPDATE carillon.batches b SET snapshot = present
     WHERE (b.first, b.count) = (SELECT l.first, l.count FROM carillon.batches l ORDER BY l.first DESC, l.count DESC LIMIT 1);
  END IF;
END $$;

CREATE OR REPLACE FUNCTION carillon.cut() RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' OR pg_current_xact_id_if_assigned() IS NOT NULL THEN
    RAISE EXCEPTION 'carillon.cut must be called in a READ COMMITTED transaction of its own';
  END IF;
  IF NOT pg_try_advisory_xact_lock(1667330668, 100) THEN
    RETURN NULL;
  END IF;
  RETURN (SELECT c.newest FROM carillon._cut(pg_current_snapshot()) c);
END $$;

-- As before, but for a reader that has all but the last batch, and that batch has few changes: they are found by its transaction ids.
CREATE OR REPLACE FUNCTION carillon.read(after bigint, after_lsn pg_lsn, max_changes int, max_bytes bigint)
RETURNS TABLE (epoch int, n bigint, lsn pg_lsn, xid xid8, tx_end boolean, watch int, op "char", old json, new json, at timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  since bigint;
  last  carillon.batches;
BEGIN
  LOCK TABLE carillon.log IN ACCESS SHARE MODE;
  SELECT * INTO last FROM carillon.batches b ORDER BY b.first DESC, b.count DESC LIMIT 1;
  IF last.first = read.after + 1 AND last.count BETWEEN 1 AND least(read.max_changes, 100) THEN
    RETURN QUERY
    SELECT last.epoch, c.n, c.lsn, c.xid, c.tx_end, c.watch, c.op, c.old, c.new, c.at
      FROM (SELECT last.first + row_number() OVER told - 1 AS n, l.lsn, l.xid, lead(l.xid) OVER told IS DISTINCT FROM l.xid AS tx_end,
                   l.watch, l.op, l.old, l.new, l.at, sum(s.size) OVER told - s.size AS before
              FROM carillon.log l
             CROSS JOIN LATERAL (SELECT coalesce(octet_length(l.old::text), 0) + coalesce(octet_length(l.new::text), 0)) s(size)
             WHERE l.xid = ANY (last.xids)
            WINDOW told AS (ORDER BY array_position(last.xids, l.xid), l.lsn ROWS UNBOUNDED PRECEDING)) c
     WHERE c.before < read.max_bytes
     ORDER BY c.n;
    RETURN;
  END IF;
  since := greatest(read.after, (SELECT min(b.first) - 1 FROM carillon.batches b WHERE b.count > 0));
  RETURN QUERY
  WITH batch AS MATERIALIZED (
    SELECT b.* FROM carillon.batches b
     WHERE b.count > 0 AND b.first <= since + read.max_changes
       AND b.first >= coalesce((SELECT max(f.first) FROM carillon.batches f WHERE f.first <= since + 1 AND f.count > 0), 0)
  ), tx AS MATERIALIZED (
    SELECT u.xid, u.changes, b.epoch,
           b.first + (sum(u.changes) OVER (PARTITION BY b.first ORDER BY u.ordinal))::bigint - u.changes AS first
      FROM batch b CROSS JOIN LATERAL unnest(b.xids, b.counts) WITH ORDINALITY u(xid, changes, ordinal)
  ), wanted AS MATERIALIZED (
    SELECT t.*, t.first <= since AS begun, t.first > since AND t.first + t.changes <= since + 1 + read.max_changes AS whole FROM tx t
     WHERE t.first + t.changes > since + 1 AND t.first <= since + read.max_changes
  ), change AS (
    -- What the page has all of, by one walk through each leaf's index
    SELECT w.epoch, w.first + row_number() OVER tx - 1 AS n, l.lsn, l.xid, row_number() OVER tx = w.changes AS tx_end,
           l.watch, l.op, l.old, l.new, l.at
      FROM carillon.log l JOIN wanted w ON w.xid = l.xid
     WHERE l.xid = ANY (ARRAY(SELECT h.xid FROM wanted h WHERE h.whole)) AND w.whole
    WINDOW tx AS (PARTITION BY w.first ORDER BY l.lsn)
    UNION ALL
    -- What begins before the page or goes on after it may have a million rows
    SELECT w.epoch, greatest(w.first, since + 1) + e.row - 1, e.lsn, w.xid,
           greatest(w.first, since + 1) + e.row = w.first + w.changes, e.watch, e.op, e.old, e.new, e.at
      FROM wanted w CROSS JOIN LATERAL (
        SELECT row_number() OVER () AS row, q.* FROM (
          SELECT l.lsn, l.watch, l.op, l.old, l.new, l.at FROM carillon.log l
           WHERE l.xid = w.xid AND l.lsn > CASE WHEN w.begun THEN coalesce(read.after_lsn, '0/0') ELSE '0/0' END
           ORDER BY l.lsn
          OFFSET CASE WHEN w.begun AND read.after_lsn IS NULL THEN since + 1 - w.first ELSE 0 END
           LIMIT read.max_changes) q) e
     WHERE NOT w.whole
     ORDER BY 2 LIMIT read.max_changes
  )
  SELECT c.epoch, c.n, c.lsn, c.xid, c.tx_end, c.watch, c.op, c.old, c.new, c.at
    FROM (SELECT s.*, sum(s.size) OVER (ORDER BY s.n) - s.size AS before
            FROM (SELECT change.*, coalesce(octet_length(change.old::text), 0) + coalesce(octet_length(change.new::text), 0) AS size
                    FROM change) s) c
   WHERE c.before < read.max_bytes
   ORDER BY c.n;
END $$;

-- Below without comments and each line with a blank in front, since Liquibase makes one line of it.
/* liquibase rollback
 CREATE OR REPLACE FUNCTION carillon._cut(present pg_snapshot, OUT epoch int, OUT newest bigint) LANGUAGE plpgsql VOLATILE AS $$
 #variable_conflict use_column
 DECLARE
   previous pg_snapshot;
   upcoming bigint;
   current  carillon.epochs;
 BEGIN
   PERFORM carillon._require_home();
   SELECT b.snapshot, b.first + b.count INTO previous, upcoming
     FROM carillon.batches b ORDER BY b.first DESC, b.count DESC LIMIT 1;
   SELECT * INTO current FROM carillon.epochs e ORDER BY e.epoch DESC LIMIT 1;
   IF current.timeline <> carillon._timeline() THEN
     INSERT INTO carillon.epochs (epoch, system, timeline, first)
       VALUES (carillon._next_epoch(), current.system, carillon._timeline(), upcoming) RETURNING * INTO current;
     INSERT INTO carillon.batches (first, count, epoch, snapshot, xids, counts)
       VALUES (upcoming, 0, current.epoch, previous, '{}', '{}');
   END IF;
   epoch := current.epoch;
   newest := upcoming - 1;
   IF present::text = previous::text THEN
     RETURN;
   END IF;
   PERFORM set_config('synchronous_commit', 'on', true);
   INSERT INTO carillon.batches (first, count, epoch, snapshot, xids, counts, min_xid)
     SELECT upcoming + sum(sum(t.changes)) OVER (ORDER BY t.chunk) - sum(t.changes), sum(t.changes), current.epoch, present,
            array_agg(t.xid ORDER BY t.last_lsn), array_agg(t.changes ORDER BY t.last_lsn),
            (array_agg(t.xid ORDER BY t.xid))[1]
       FROM (SELECT v.*, (row_number() OVER (ORDER BY v.last_lsn) - 1) / 1000 AS chunk
               FROM carillon._newly_visible(previous, present) v) t
      GROUP BY t.chunk;
   IF FOUND THEN
     SELECT b.first + b.count - 1 INTO newest FROM carillon.batches b ORDER BY b.first DESC, b.count DESC LIMIT 1;
     RETURN;
   END IF;
   IF pg_snapshot_xmax(present)::text::bigint - pg_snapshot_xmax(previous)::text::bigint > 1000 THEN
     UPDATE carillon.batches b SET snapshot = present
      WHERE (b.first, b.count) = (SELECT l.first, l.count FROM carillon.batches l ORDER BY l.first DESC, l.count DESC LIMIT 1);
   END IF;
 END $$;
 CREATE OR REPLACE FUNCTION carillon.cut() RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
 SET search_path = pg_catalog, pg_temp SET jit = off SET enable_seqscan = off AS $$
 BEGIN
   IF current_setting('transaction_isolation') <> 'read committed' OR pg_current_xact_id_if_assigned() IS NOT NULL THEN
     RAISE EXCEPTION 'carillon.cut must be called in a READ COMMITTED transaction of its own';
   END IF;
   IF NOT pg_try_advisory_xact_lock(1667330668, 100) THEN
     RETURN NULL;
   END IF;
   RETURN (SELECT c.newest FROM carillon._cut(pg_current_snapshot()) c);
 END $$;
 CREATE OR REPLACE FUNCTION carillon.read(after bigint, after_lsn pg_lsn, max_changes int, max_bytes bigint)
 RETURNS TABLE (epoch int, n bigint, lsn pg_lsn, xid xid8, tx_end boolean, watch int, op "char", old json, new json, at timestamptz)
 LANGUAGE plpgsql VOLATILE SECURITY DEFINER
 SET search_path = pg_catalog, pg_temp SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan AS $$
 #variable_conflict use_column
 DECLARE
   since bigint;
 BEGIN
   LOCK TABLE carillon.log IN ACCESS SHARE MODE;
   since := greatest(read.after, (SELECT min(b.first) - 1 FROM carillon.batches b WHERE b.count > 0));
   RETURN QUERY
   WITH batch AS MATERIALIZED (
     SELECT b.* FROM carillon.batches b
      WHERE b.count > 0 AND b.first <= since + read.max_changes
        AND b.first >= coalesce((SELECT max(f.first) FROM carillon.batches f WHERE f.first <= since + 1 AND f.count > 0), 0)
   ), tx AS MATERIALIZED (
     SELECT u.xid, u.changes, b.epoch,
            b.first + (sum(u.changes) OVER (PARTITION BY b.first ORDER BY u.ordinal))::bigint - u.changes AS first
       FROM batch b CROSS JOIN LATERAL unnest(b.xids, b.counts) WITH ORDINALITY u(xid, changes, ordinal)
   ), wanted AS MATERIALIZED (
     SELECT t.*, t.first <= since AS begun, t.first > since AND t.first + t.changes <= since + 1 + read.max_changes AS whole FROM tx t
      WHERE t.first + t.changes > since + 1 AND t.first <= since + read.max_changes
   ), change AS (
     SELECT w.epoch, w.first + row_number() OVER tx - 1 AS n, l.lsn, l.xid, row_number() OVER tx = w.changes AS tx_end,
            l.watch, l.op, l.old, l.new, l.at
       FROM carillon.log l JOIN wanted w ON w.xid = l.xid
      WHERE l.xid = ANY (ARRAY(SELECT h.xid FROM wanted h WHERE h.whole)) AND w.whole
     WINDOW tx AS (PARTITION BY w.first ORDER BY l.lsn)
     UNION ALL
     SELECT w.epoch, greatest(w.first, since + 1) + e.row - 1, e.lsn, w.xid,
            greatest(w.first, since + 1) + e.row = w.first + w.changes, e.watch, e.op, e.old, e.new, e.at
       FROM wanted w CROSS JOIN LATERAL (
         SELECT row_number() OVER () AS row, q.* FROM (
           SELECT l.lsn, l.watch, l.op, l.old, l.new, l.at FROM carillon.log l
            WHERE l.xid = w.xid AND l.lsn > CASE WHEN w.begun THEN coalesce(read.after_lsn, '0/0') ELSE '0/0' END
            ORDER BY l.lsn
           OFFSET CASE WHEN w.begun AND read.after_lsn IS NULL THEN since + 1 - w.first ELSE 0 END
            LIMIT read.max_changes) q) e
      WHERE NOT w.whole
      ORDER BY 2 LIMIT read.max_changes
   )
   SELECT c.epoch, c.n, c.lsn, c.xid, c.tx_end, c.watch, c.op, c.old, c.new, c.at
     FROM (SELECT s.*, sum(s.size) OVER (ORDER BY s.n) - s.size AS before
             FROM (SELECT change.*, coalesce(octet_length(change.old::text), 0) + coalesce(octet_length(change.new::text), 0) AS size
                     FROM change) s) c
    WHERE c.before < read.max_bytes
    ORDER BY c.n;
 END $$;
*/
