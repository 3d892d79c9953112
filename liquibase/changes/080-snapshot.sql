--liquibase formatted sql logicalFilePath:carillon/080-snapshot.sql

--changeset carillon:snapshot stripComments:false splitStatements:false rollbackSplitStatements:false
--comment: the rows that watched tables have at a position of the log, read in pages by any node while one of them keeps the snapshot

-- What all readers of a snapshot see alike, and nobody else does: an exported snapshot's name is given again after a restart, and by a
-- server that was promoted. Two snapshots of one running server that read the same see the same.
CREATE FUNCTION carillon._stamp(seen pg_snapshot) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT lpad(to_hex(hashtextextended(concat_ws('/', current_database(), (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint, $1), 0)), 16, '0')
$$;

-- Without it a reader whose connection was opened anew amid a page would go on in the present, and mix it with the snapshot.
CREATE FUNCTION carillon._require_snapshot(stamp text) RETURNS void LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF stamp IS DISTINCT FROM carillon._stamp(pg_current_snapshot()) THEN
    RAISE EXCEPTION 'this is another snapshot than %', stamp USING ERRCODE = 'ZC002';
  END IF;
END $$;

-- What both ways to cut have in common: gives their positions to the transactions that this snapshot sees and that have none. The
-- caller holds the lock. Transactions are ordered by their last change's place, not by xid: one that waited for a row lock has a lower
-- xid and a later truth.
CREATE FUNCTION carillon._cut(present pg_snapshot, OUT epoch int, OUT newest bigint) LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  previous pg_snapshot;
  upcoming bigint;   -- number of the next change
  current  carillon.epochs;
BEGIN
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
  epoch := current.epoch;
  newest := upcoming - 1;
  IF present::text = previous::text THEN
    RETURN;
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
    SELECT b.first + b.count - 1 INTO newest FROM carillon.batches b ORDER BY b.first DESC, b.count DESC LIMIT 1;
    RETURN;
  END IF;
  -- Other tables' transactions moved the snapshot: remember it now and then, or the ranges to look through grow for ever.
  IF pg_snapshot_xmax(present)::text::bigint - pg_snapshot_xmax(previous)::text::bigint > 1000 THEN
    UPDATE carillon.batches b SET snapshot = present
     WHERE (b.first, b.count) = (SELECT l.first, l.count FROM carillon.batches l ORDER BY l.first DESC, l.count DESC LIMIT 1);
  END IF;
END $$;

-- Returns the number of the newest change that has a position, or null if another node is cutting at this moment.
-- jit off: compiling alone added 14 to 20 ms.
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

-- Cuts at a snapshot that another session has taken, and has open: what it sees then has exactly the positions up to the one that is
-- returned. To be called in a transaction that got the lock before the snapshot was taken, or else somebody may have cut since.
CREATE FUNCTION carillon.cut_at(present pg_snapshot, stamp text, OUT epoch int, OUT n bigint) LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET jit = off SET enable_seqscan = off AS $$
DECLARE
  previous pg_snapshot;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' OR pg_current_xact_id_if_assigned() IS NOT NULL THEN
    RAISE EXCEPTION 'carillon.cut_at must be called in a READ COMMITTED transaction of its own';
  END IF;
  IF stamp IS DISTINCT FROM carillon._stamp(present) THEN
    RAISE EXCEPTION 'the snapshot % is another server''s', present USING ERRCODE = 'ZC001';
  END IF;
  PERFORM pg_advisory_xact_lock(1667330668, 100);
  previous := (SELECT b.snapshot FROM carillon.batches b ORDER BY b.first DESC, b.count DESC LIMIT 1);
  IF pg_snapshot_xmax(present) < pg_snapshot_xmax(previous)
     OR EXISTS (SELECT FROM pg_snapshot_xip(present) running WHERE pg_visible_in_snapshot(running, previous)) THEN
    RAISE EXCEPTION 'carillon.cut_at: the log was cut at % since the snapshot % was taken', previous, present;
  END IF;
  SELECT c.epoch, c.newest INTO cut_at.epoch, cut_at.n FROM carillon._cut(present) c;
END $$;

-- The columns that a watch tells of its table, which are those that its triggers log; null: all.
CREATE FUNCTION carillon._told(target oid) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  rest bytea := (SELECT t.tgargs FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                  WHERE t.tgrelid = target AND p.pronamespace = 'carillon'::regnamespace AND p.proname LIKE 'capture\_kept\_%' LIMIT 1);
  args text[];
BEGIN
  IF rest IS NULL THEN
    RETURN NULL;
  END IF;
  FOR i IN 0..3 LOOP   -- each ends with a zero
    args[i] := convert_from(substring(rest FROM 1 FOR position('\x00'::bytea IN rest) - 1), getdatabaseencoding());
    rest := substring(rest FROM position('\x00'::bytea IN rest) + 1);
  END LOOP;
  RETURN carillon._kept(args);
END $$;

-- The watched tables of a snapshot, each partition by itself, in the order in which they are read; with what keeps the caller from
-- reading one, and the cure. By PostgreSQL's catalogs as the snapshot sees them: so each page finds the same ones.
CREATE FUNCTION carillon.snapshot_parts(stamp text)
RETURNS TABLE (relation oid, part oid, table_name text, topic text, key text[], obstacle text) LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp SET jit = off AS $$
#variable_conflict use_column
BEGIN
  PERFORM carillon._require_snapshot(stamp);
  RETURN QUERY
  WITH RECURSIVE watch AS (
    SELECT w.relation::oid AS root, w.relation::oid AS part, w.table_name, w.topic, w.key,
           w.columns IS NOT NULL OR w.redact IS NOT NULL AS chosen
      FROM carillon.watches w WHERE w.ended IS NULL
    UNION ALL
    SELECT w.root, i.inhrelid, w.table_name, w.topic, w.key, w.chosen
      FROM watch w JOIN pg_class c ON c.oid = w.part AND c.relkind = 'p' JOIN pg_inherits i ON i.inhparent = w.part
  )
  SELECT w.root, w.part, w.table_name, w.topic, w.key, CASE
      WHEN c.relkind = 'f' THEN format('%s is a foreign table, of which there is no snapshot: detach it', w.part::regclass)
      WHEN w.chosen AND carillon._told(w.root) IS NULL THEN
        format('it has not the triggers that its watch says: call carillon.watch(''%s'', …) again', w.root::regclass)
      WHEN NOT has_schema_privilege(c.relnamespace, 'USAGE') THEN
        format('run GRANT USAGE ON SCHEMA %I TO %I', s.nspname, current_user)
      WHEN NOT has_any_column_privilege(w.part, 'SELECT') THEN
        format('run GRANT SELECT ON %I.%I TO %I', s.nspname, c.relname, current_user)
      WHEN row_security_active(w.part) THEN format('policies hide some of them from %I; run ALTER ROLE %1$I BYPASSRLS', current_user)
    END
    FROM watch w JOIN pg_class c ON c.oid = w.part JOIN pg_namespace s ON s.oid = c.relnamespace
   WHERE c.relkind <> 'p'
   ORDER BY w.root, w.part;
END $$;

-- Without it a table that was emptied or rewritten since would look like one that has no more rows: a TRUNCATE shows even an old snapshot
-- an empty table, and a rewrite moves its rows. The catalog as the snapshot sees it says which file there was, the function which there is.
CREATE FUNCTION carillon._require_unaltered(part oid) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF pg_relation_filenode(part) IS NULL OR pg_relation_filenode(part) <> (SELECT c.relfilenode FROM pg_class c WHERE c.oid = part) THEN
    RAISE EXCEPTION '% was dropped, emptied or rewritten since the snapshot was taken', part::regclass USING ERRCODE = 'ZC003';
  END IF;
END $$;

-- How many blocks a table has, or one partition: there is no row of the snapshot beyond.
CREATE FUNCTION carillon.snapshot_blocks(part oid) RETURNS bigint LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
  size bigint := pg_relation_size(part);
BEGIN
  PERFORM carillon._require_unaltered(part);   -- after: else it could be emptied between the two
  RETURN size / current_setting('block_size')::bigint;
END $$;

-- The rows of a table, or of one partition, between two places, in the order of their places, as the triggers would log them. In a
-- snapshot no row moves, so this needs no key, no sorting and no memory; on PostgreSQL 13 each page passes over the rows before it.
-- The first row is taken always, none after max_bytes are full. topic_column and topic_values: whoever asks wants only rows with one of
-- these values, and looks himself; it saves reading the others, where the column's type is one of the usual ones.
CREATE FUNCTION carillon.snapshot_rows(stamp text, relation oid, part oid, topic_column text, topic_values text[], after tid, before tid,
  max_rows int, max_bytes bigint)
RETURNS TABLE (place tid, told json) LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = 'iso_8601'
SET bytea_output = 'hex' SET extra_float_digits = 1 SET quote_all_identifiers = off
-- An error where policies would hide rows: the log tells all of them
SET row_security = off
-- Whoever alters the table for long: better to say so than to keep a connection
SET lock_timeout = '5s' SET jit = off
-- Ways to read that give the rows in another order than that of their places
SET synchronize_seqscans = off SET enable_indexscan = off SET enable_indexonlyscan = off SET max_parallel_workers_per_gather = 0
-- Else half a table looks cheaper to read from its beginning
SET enable_seqscan = off AS $$
#variable_conflict use_variable
DECLARE
  shown   text[] := carillon._told(relation);
  list    text;   -- of columns
  narrow  text;
  reading refcursor;
  last    tid := after;
  taken   int := 0;
  bytes   bigint := 0;
BEGIN
  PERFORM carillon._require_snapshot(stamp);
  -- Columns as the snapshot knows them; what is generated when it is read, triggers see as null
  SELECT string_agg(CASE a.attgenerated WHEN 'v' THEN format('NULL::%s AS %I', format_type(a.atttypid, a.atttypmod), a.attname)
                                        ELSE format('t.%I', a.attname) END, ', ' ORDER BY a.attnum)
    INTO list FROM pg_attribute a
   WHERE a.attrelid = part AND a.attnum > 0 AND NOT a.attisdropped AND (shown IS NULL OR a.attname = ANY (shown));
  SELECT CASE
      WHEN a.atttypid IN ('text'::regtype, 'varchar'::regtype) THEN format('AND t.%I = ANY (%L::text[])', a.attname, topic_values)
      WHEN a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype) THEN
        format('AND t.%I = ANY (%L::int8[])', a.attname, ARRAY(SELECT v FROM unnest(topic_values) v WHERE v ~ '^-?[0-9]{1,18}$'))
      WHEN a.atttypid = 'uuid'::regtype THEN
        format('AND t.%I = ANY (%L::uuid[])', a.attname, ARRAY(SELECT v FROM unnest(topic_values) v WHERE v ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'))
    END INTO narrow
    FROM pg_attribute a WHERE a.attrelid = part AND a.attname = topic_column AND a.attnum > 0 AND NOT a.attisdropped;
  PERFORM carillon._require_unaltered(part);   -- a table that was dropped has no name
  OPEN reading NO SCROLL FOR EXECUTE format(
    'SELECT t.ctid, row_to_json(shown.*) FROM ONLY %s AS t CROSS JOIN LATERAL (SELECT %s) AS shown WHERE t.ctid > %L AND t.ctid < %L %s',
    part::regclass, list, after, before, narrow);
  PERFORM carillon._require_unaltered(part);   -- and now nobody can do it any more, until this transaction ends
  LOOP
    FETCH reading INTO place, told;
    EXIT WHEN NOT FOUND;
    IF place <= last THEN
      RAISE EXCEPTION 'the rows of % came in another order than that of their places: % after %', part::regclass, place, last;
    END IF;
    RETURN NEXT;
    last := place;
    taken := taken + 1;
    bytes := bytes + octet_length(told::text);
    EXIT WHEN taken >= max_rows OR bytes >= max_bytes;
  END LOOP;
  CLOSE reading;
END $$;
REVOKE ALL ON FUNCTION carillon.cut_at(pg_snapshot, text), carillon.snapshot_parts(text), carillon.snapshot_blocks(oid),
  carillon.snapshot_rows(text, oid, oid, text, text[], tid, tid, int, bigint) FROM PUBLIC;

-- Below without comments and each line with a blank in front, since Liquibase makes one line of it.
/* liquibase rollback
 DROP FUNCTION carillon.snapshot_rows(text, oid, oid, text, text[], tid, tid, int, bigint);
 DROP FUNCTION carillon.snapshot_blocks(oid);
 DROP FUNCTION carillon._require_unaltered(oid);
 DROP FUNCTION carillon.snapshot_parts(text);
 DROP FUNCTION carillon._told(oid);
 DROP FUNCTION carillon.cut_at(pg_snapshot, text);
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
 DROP FUNCTION carillon._cut(pg_snapshot);
 DROP FUNCTION carillon._require_snapshot(text);
 DROP FUNCTION carillon._stamp(pg_snapshot);
*/
