--liquibase formatted sql logicalFilePath:carillon/011-epochs.sql

--changeset carillon:epochs stripComments:false splitStatements:false rollbackSplitStatements:false
--comment: an epoch's number is never given twice, not even by futures that know nothing of each other; a foreign log is not read either

-- Not the next number: a second recovery from the same backup, or a reset that was lost with its primary, would give it again to
-- another future, and the tokens of the one would be taken for those of the other. Steps shrink, so nine digits last.
CREATE FUNCTION carillon._next_epoch() RETURNS int LANGUAGE sql VOLATILE AS $$
  SELECT max(e.epoch) + 1 + floor(random() * (999999999 - max(e.epoch)) / 1000)::int FROM carillon.epochs e
$$;

-- Whether the log was surely restored from a dump: rows that were written by many cuts have come in one transaction.
CREATE FUNCTION carillon._restored() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT count(DISTINCT b.snapshot::text) > 1 AND count(DISTINCT b.xmin::text) = 1 FROM carillon.batches b
$$;

-- Without it a log that was restored in another cluster would show that cluster's transactions at the positions of its own.
-- One line: it is what an operator reads in the status.
CREATE FUNCTION carillon._require_home() RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE
  home bigint := (SELECT e.system FROM carillon.epochs e ORDER BY e.epoch DESC LIMIT 1);
BEGIN
  IF home <> (SELECT c.system_identifier FROM pg_catalog.pg_control_system() c) THEN
    RAISE EXCEPTION 'carillon.log comes from another PostgreSQL cluster (%), so its transaction ids mean nothing here: %', home,
      CASE WHEN carillon._restored() THEN 'it was restored from a dump, so run SELECT carillon.reset()'
           ELSE 'run SELECT carillon.adopt() after pg_upgrade, or SELECT carillon.reset() after restoring a dump' END;
  END IF;
END $$;

-- Where the log stands: the newest position, and the oldest one that a client may still resume after.
CREATE OR REPLACE FUNCTION carillon.bounds(OUT epoch int, OUT n bigint, OUT earliest_epoch int, OUT earliest_n bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT newest.epoch, newest.first + newest.count - 1, oldest.epoch, oldest.first - 1
    FROM (SELECT b.* FROM carillon.batches b ORDER BY b.first DESC, b.count DESC LIMIT 1) newest,
         (SELECT b.* FROM carillon.batches b ORDER BY b.first, b.count LIMIT 1) oldest, carillon._require_home()
$$;

-- Why a client can't go on after this position; null if it can.
CREATE OR REPLACE FUNCTION carillon.resume(epoch int, n bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
      WHEN NOT EXISTS (SELECT FROM carillon.epochs e WHERE e.epoch = $1) THEN 'unknown-epoch'
      WHEN $2 >= (SELECT e.first FROM carillon.epochs e WHERE e.epoch > $1 ORDER BY e.epoch LIMIT 1) THEN 'ahead'   -- of a future that was lost
      WHEN $2 > b.n THEN 'ahead'
      WHEN $1 < b.earliest_epoch OR $2 < b.earliest_n THEN 'expired'   -- by epoch too: a reset keeps nothing of the time before
    END
    FROM carillon.bounds() b
$$;

-- Returns the number of the newest change that has a position, or null if another node is cutting at this moment.
-- Transactions are ordered by their last change's place, not by xid: one that waited for a row lock has a lower xid and a later truth.
-- jit off: compiling alone added 14 to 20 ms.
CREATE OR REPLACE FUNCTION carillon.cut() RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
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
  PERFORM carillon._require_home();
  SELECT b.snapshot, b.first + b.count INTO previous, upcoming
    FROM carillon.batches b ORDER BY b.first DESC, b.count DESC LIMIT 1;
  SELECT * INTO current FROM carillon.epochs e ORDER BY e.epoch DESC LIMIT 1;
  IF current.timeline <> carillon._timeline() THEN   -- positions from here on may have been given out before, and lost
    INSERT INTO carillon.epochs (epoch, system, timeline, first)
      VALUES (carillon._next_epoch(), current.system, carillon._timeline(), upcoming) RETURNING * INTO current;
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

-- Forgets every logged change and begins a new epoch: after a dump was restored. Clients get a reset. One number is left out, so
-- that whoever is reading at the very end of the old epoch meets a hole, too, and does not go on as if nothing had happened.
-- Leaves are emptied at once if nobody is writing, else row by row: a TRUNCATE would wait for the longest transaction, and every
-- writer behind it.
CREATE OR REPLACE FUNCTION carillon.reset() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET lock_timeout = 0 AS $$
DECLARE
  upcoming bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(1667330668, 100);
  SELECT b.first + b.count + 1 INTO upcoming FROM carillon.batches b ORDER BY b.first DESC, b.count DESC LIMIT 1;
  BEGIN
    PERFORM set_config('lock_timeout', '50ms', true);
    LOCK TABLE carillon.log IN ACCESS EXCLUSIVE MODE;
    TRUNCATE carillon.log;
  EXCEPTION WHEN lock_not_available THEN
    DELETE FROM carillon.log;
  END;
  DELETE FROM carillon.batches;
  INSERT INTO carillon.epochs (epoch, system, timeline, first)
    SELECT carillon._next_epoch(), c.system_identifier, carillon._timeline(), upcoming FROM pg_control_system() c;
  INSERT INTO carillon.batches (first, count, epoch, snapshot, xids, counts)
    SELECT upcoming, 0, max(e.epoch), pg_current_snapshot(), '{}', '{}' FROM carillon.epochs e;
END $$;

-- Goes on with the same log under the cluster's new identifier: after pg_upgrade, which keeps transaction ids. A dump does not.
CREATE OR REPLACE FUNCTION carillon.adopt() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF carillon._restored() THEN
    RAISE EXCEPTION 'carillon.adopt: this log was restored from a dump, so run SELECT carillon.reset()';
  END IF;
  UPDATE carillon.epochs SET system = c.system_identifier, timeline = carillon._timeline()
    FROM pg_control_system() c WHERE epoch = (SELECT max(e.epoch) FROM carillon.epochs e);
END $$;

-- Nor is a watch's number: nodes remember watches by it, and a sequence draws again what was lost with a primary.
CREATE FUNCTION carillon._unused_watch() RETURNS int LANGUAGE sql VOLATILE AS $$
  SELECT u.id FROM (SELECT 1 + floor(random() * 2147483646)::int AS id FROM generate_series(1, 9)) u
   WHERE NOT EXISTS (SELECT FROM carillon.watches w WHERE w.id = u.id) LIMIT 1
$$;
ALTER TABLE carillon.watches ALTER COLUMN id DROP IDENTITY;
ALTER TABLE carillon.watches ALTER COLUMN id SET DEFAULT carillon._unused_watch();

-- Below without comments and each line with a blank in front, since Liquibase makes one line of it.
/* liquibase rollback
 ALTER TABLE carillon.watches ALTER COLUMN id DROP DEFAULT;
 ALTER TABLE carillon.watches ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
 SELECT setval(pg_get_serial_sequence('carillon.watches', 'id'), coalesce(max(id), 0) + 1, false) FROM carillon.watches;
 DROP FUNCTION carillon._unused_watch();
 CREATE OR REPLACE FUNCTION carillon.reset() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
 DECLARE
   upcoming bigint;
   last int;
 BEGIN
   PERFORM pg_advisory_xact_lock(1667330668, 100);
   SELECT b.first + b.count + 1 INTO upcoming FROM carillon.batches b ORDER BY b.first DESC, b.count DESC LIMIT 1;
   SELECT max(e.epoch) INTO last FROM carillon.epochs e;
   TRUNCATE carillon.log;
   DELETE FROM carillon.batches;
   INSERT INTO carillon.epochs (epoch, system, timeline, first)
     SELECT last + 1, c.system_identifier, carillon._timeline(), upcoming FROM pg_control_system() c;
   INSERT INTO carillon.batches (first, count, epoch, snapshot, xids, counts)
     VALUES (upcoming, 0, last + 1, pg_current_snapshot(), '{}', '{}');
 END $$;
 CREATE OR REPLACE FUNCTION carillon.adopt() RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
   UPDATE carillon.epochs SET system = c.system_identifier, timeline = carillon._timeline()
     FROM pg_control_system() c WHERE epoch = (SELECT max(e.epoch) FROM carillon.epochs e)
 $$;
 CREATE OR REPLACE FUNCTION carillon.cut() RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
 SET search_path = pg_catalog, pg_temp SET jit = off SET enable_seqscan = off AS $$
 DECLARE
   previous pg_snapshot;
   present  pg_snapshot;
   upcoming bigint;
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
   IF current.timeline <> carillon._timeline() THEN
     INSERT INTO carillon.epochs (epoch, system, timeline, first)
       VALUES (current.epoch + 1, current.system, carillon._timeline(), upcoming) RETURNING * INTO current;
     INSERT INTO carillon.batches (first, count, epoch, snapshot, xids, counts)
       VALUES (upcoming, 0, current.epoch, previous, '{}', '{}');
   END IF;
   present := pg_current_snapshot();
   IF present::text = previous::text THEN
     RETURN upcoming - 1;
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
     SELECT b.first + b.count - upcoming INTO added FROM carillon.batches b ORDER BY b.first DESC, b.count DESC LIMIT 1;
     RETURN upcoming + added - 1;
   END IF;
   IF pg_snapshot_xmax(present)::text::bigint - pg_snapshot_xmax(previous)::text::bigint > 1000 THEN
     UPDATE carillon.batches b SET snapshot = present
      WHERE (b.first, b.count) = (SELECT n.first, n.count FROM carillon.batches n ORDER BY n.first DESC, n.count DESC LIMIT 1);
   END IF;
   RETURN upcoming - 1;
 END $$;
 CREATE OR REPLACE FUNCTION carillon.bounds(OUT epoch int, OUT n bigint, OUT earliest_epoch int, OUT earliest_n bigint)
 LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   SELECT newest.epoch, newest.first + newest.count - 1, oldest.epoch, oldest.first - 1
     FROM (SELECT b.* FROM carillon.batches b ORDER BY b.first DESC, b.count DESC LIMIT 1) newest,
          (SELECT b.* FROM carillon.batches b ORDER BY b.first, b.count LIMIT 1) oldest
 $$;
 CREATE OR REPLACE FUNCTION carillon.resume(epoch int, n bigint) RETURNS text
 LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   SELECT CASE
       WHEN NOT EXISTS (SELECT FROM carillon.epochs e WHERE e.epoch = $1) THEN 'unknown-epoch'
       WHEN $2 >= (SELECT e.first FROM carillon.epochs e WHERE e.epoch = $1 + 1) THEN 'ahead'
       WHEN $2 > b.n THEN 'ahead'
       WHEN $1 < b.earliest_epoch OR $2 < b.earliest_n THEN 'expired'
     END
     FROM carillon.bounds() b
 $$;
 DROP FUNCTION carillon._require_home();
 DROP FUNCTION carillon._restored();
 DROP FUNCTION carillon._next_epoch();
*/
