--liquibase formatted sql logicalFilePath:carillon/005-cut.sql

--changeset carillon:cut stripComments:false splitStatements:false
--comment: gives the newly visible transactions their positions

-- Transactions that the present snapshot sees and the previous one did not, each with the place of its last one and its number of changes.
-- Index ranges step over every transaction in progress: an open COPY of ten million rows costs a cut nothing.
-- OFFSET 0 fences the planner: without it the ranges become one filter over the whole index (68 to 500 ms seen).
CREATE FUNCTION carillon._newly_visible(previous pg_snapshot, present pg_snapshot)
RETURNS TABLE (xid xid8, last_lsn pg_lsn, changes bigint) LANGUAGE sql STABLE AS $$
  WITH edge(x) AS (
    SELECT ((pg_snapshot_xmax(previous)::text::numeric - 1)::text)::xid8
    UNION SELECT running FROM pg_snapshot_xip(present) running WHERE running >= pg_snapshot_xmax(previous)
    UNION SELECT pg_snapshot_xmax(present)
  ), span AS (
    SELECT x AS above, lead(x) OVER (ORDER BY x) AS below FROM edge
  )
  SELECT l.xid, max(l.lsn), count(*)
    FROM span CROSS JOIN LATERAL (
      SELECT e.xid, e.lsn FROM carillon.log e WHERE e.xid > span.above AND e.xid < span.below OFFSET 0) l
   WHERE span.below IS NOT NULL
   GROUP BY l.xid
  UNION ALL
  SELECT l.xid, max(l.lsn), count(*)
    FROM pg_snapshot_xip(previous) was_running CROSS JOIN LATERAL (
      SELECT e.xid, e.lsn FROM carillon.log e WHERE e.xid = was_running OFFSET 0) l
   WHERE pg_visible_in_snapshot(was_running, present)
   GROUP BY l.xid
$$;

-- Returns the number of the newest change that has a position, or null if another node is cutting at this moment.
-- Transactions are ordered by their last change's place, not by xid: one that waited for a row lock has a lower xid and a later truth.
-- jit off: compiling alone added 14 to 20 ms.
CREATE FUNCTION carillon.cut() RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET jit = off SET enable_seqscan = off AS $$
DECLARE
  previous pg_snapshot;
  present  pg_snapshot;
  upcoming bigint;   -- number of the next change
  added    bigint;
  current  carillon.epochs;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' OR pg_current_xact_id_if_assigned() IS NOT NULL THEN
    RAISE EXCEPTION 'carillon.cut must be called in a READ COMMITTED transaction of its own';
  END IF;
  IF NOT pg_try_advisory_xact_lock(1667330668, 100) THEN
    RETURN NULL;
  END IF;
  SELECT b.snapshot, b.first + b.count INTO previous, upcoming
    FROM carillon.batches b ORDER BY b.first DESC, b.count DESC LIMIT 1;
  SELECT * INTO current FROM carillon.epochs e ORDER BY e.epoch DESC LIMIT 1;
  IF current.system <> (SELECT system_identifier FROM pg_control_system()) THEN
    RAISE EXCEPTION 'carillon.log comes from another PostgreSQL cluster (%), so its transaction ids mean nothing here', current.system
      USING HINT = 'After restoring a dump run SELECT carillon.reset(); after pg_upgrade run SELECT carillon.adopt().';
  END IF;
  IF current.timeline <> carillon._timeline() THEN   -- positions from here on may have been given out before, and lost
    INSERT INTO carillon.epochs (epoch, system, timeline, first)
      VALUES (current.epoch + 1, current.system, carillon._timeline(), upcoming) RETURNING * INTO current;
    INSERT INTO carillon.batches (first, count, epoch, snapshot, xids, counts)
      VALUES (upcoming, 0, current.epoch, previous, '{}', '{}');
  END IF;
  present := pg_current_snapshot();
  IF present::text = previous::text THEN
    RETURN upcoming - 1;
  END IF;

  -- Nothing may be shown that a crash could take back: this commit flushes every asynchronous commit before it as well.
  PERFORM set_config('synchronous_commit', 'on', true);
  -- A thousand transactions a batch: a reader never unpacks more than it needs, however long nobody has cut.
  INSERT INTO carillon.batches (first, count, epoch, snapshot, xids, counts, min_xid)
    SELECT upcoming + sum(sum(t.changes)) OVER (ORDER BY t.chunk) - sum(t.changes), sum(t.changes), current.epoch, present,
           array_agg(t.xid ORDER BY t.last_lsn), array_agg(t.changes ORDER BY t.last_lsn),
           (array_agg(t.xid ORDER BY t.xid))[1]
      FROM (SELECT v.*, (row_number() OVER (ORDER BY v.last_lsn) - 1) / 1000 AS chunk
              FROM carillon._newly_visible(previous, present) v) t
     GROUP BY t.chunk;
  IF FOUND THEN
    SELECT b.first + b.count - upcoming INTO added FROM carillon.batches b ORDER BY b.first DESC, b.count DESC LIMIT 1;
    RETURN upcoming + added - 1;
  END IF;
  -- Other tables' transactions moved the snapshot: remember it now and then, or the ranges to look through grow for ever.
  IF pg_snapshot_xmax(present)::text::bigint - pg_snapshot_xmax(previous)::text::bigint > 1000 THEN
    UPDATE carillon.batches b SET snapshot = present
     WHERE (b.first, b.count) = (SELECT n.first, n.count FROM carillon.batches n ORDER BY n.first DESC, n.count DESC LIMIT 1);
  END IF;
  RETURN upcoming - 1;
END $$;
REVOKE ALL ON FUNCTION carillon.cut() FROM PUBLIC;
--rollback DROP FUNCTION carillon.cut();
--rollback DROP FUNCTION carillon._newly_visible(pg_snapshot, pg_snapshot);
