--liquibase formatted sql logicalFilePath:carillon/010-trim.sql

--changeset carillon:trim stripComments:false splitStatements:false
--comment: retention: positions expire by age and by size, and leaves of the log that hold nothing else are truncated whole

-- Forgets the batches before this number; the newest one stays, since the next cut needs its snapshot.
CREATE FUNCTION carillon._expire(before bigint) RETURNS void LANGUAGE sql AS $$
  DELETE FROM carillon.batches b
   WHERE b.first < before AND (b.first, b.count) <> (
     SELECT n.first, n.count FROM carillon.batches n ORDER BY n.first DESC, n.count DESC LIMIT 1)
$$;

-- The lowest transaction that somebody may still want: of a batch that is left, or one that has no position yet.
CREATE FUNCTION carillon._needed_from() RETURNS xid8 LANGUAGE sql STABLE AS $$
  SELECT least((SELECT b.min_xid FROM carillon.batches b WHERE b.min_xid IS NOT NULL ORDER BY b.min_xid LIMIT 1),
               (SELECT pg_snapshot_xmin(n.snapshot) FROM carillon.batches n ORDER BY n.first DESC, n.count DESC LIMIT 1))
$$;

CREATE FUNCTION carillon._newest_xid(leaf int) RETURNS xid8 LANGUAGE plpgsql STABLE AS $$
DECLARE
  newest xid8;
BEGIN
  EXECUTE format('SELECT xid FROM carillon.log_%s ORDER BY xid DESC LIMIT 1', leaf) INTO newest;
  RETURN newest;
END $$;

-- Empties a leaf that holds nothing that anybody needs; whether it did. Waits for nobody: a reader, or a writer of long ago, has it
-- done next time. Looks again under the lock: somebody may have written since.
CREATE FUNCTION carillon._empty(leaf int) RETURNS boolean LANGUAGE plpgsql SET lock_timeout = '50ms' AS $$
BEGIN
  IF NOT coalesce(carillon._newest_xid(leaf) < carillon._needed_from(), false) THEN
    RETURN false;
  END IF;
  EXECUTE format('LOCK TABLE carillon.log_%s IN ACCESS EXCLUSIVE MODE', leaf);
  IF carillon._newest_xid(leaf) < carillon._needed_from() THEN
    EXECUTE format('TRUNCATE carillon.log_%s', leaf);
    RETURN true;
  END IF;
  RETURN false;
EXCEPTION WHEN lock_not_available THEN
  RETURN false;
END $$;

-- One round of retention; how many leaves it emptied, or null if another node is at it. A leaf is written until it has a quarter of
-- what may be kept, in time or in bytes: so a little more is kept than was asked for, never less.
CREATE FUNCTION carillon.trim(max_age interval, max_bytes bigint) RETURNS int LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  written int;          -- the leaf that is written now
  leaf    int;
  began   timestamptz;  -- when its first change was logged
  total   bigint := 0;
  emptied int := 0;
BEGIN
  IF NOT pg_try_advisory_xact_lock(1667330668, 102) THEN
    RETURN NULL;
  END IF;
  PERFORM carillon._expire(coalesce(
    (SELECT b.first FROM carillon.batches b WHERE b.cut_at >= clock_timestamp() - max_age ORDER BY b.first LIMIT 1),
    (SELECT max(b.first) FROM carillon.batches b)));
  SELECT last_value INTO written FROM carillon.leaf;

  FOR i IN 0..3 LOOP
    total := total + pg_total_relation_size(format('carillon.log_%s', i)::regclass);
  END LOOP;
  FOR i IN 1..3 LOOP    -- from the oldest leaf to the newest but the one that is written
    leaf := (written + i) % 4;
    IF total > max_bytes AND carillon._newest_xid(leaf) IS NOT NULL THEN
      PERFORM carillon._expire((SELECT n.first FROM carillon.batches n
        WHERE n.first > (SELECT max(b.first) FROM carillon.batches b WHERE b.min_xid <= carillon._newest_xid(leaf))
        ORDER BY n.first LIMIT 1));
    END IF;
    total := total - pg_total_relation_size(format('carillon.log_%s', leaf)::regclass);
    emptied := emptied + carillon._empty(leaf)::int;
    total := total + pg_total_relation_size(format('carillon.log_%s', leaf)::regclass);
  END LOOP;

  EXECUTE format('SELECT at FROM carillon.log_%s ORDER BY xid LIMIT 1', written) INTO began;
  IF carillon._newest_xid((written + 1) % 4) IS NULL
     AND (began < clock_timestamp() - max_age / 4
          OR pg_total_relation_size(format('carillon.log_%s', written)::regclass) > max_bytes / 4) THEN
    PERFORM setval('carillon.leaf', (written + 1) % 4);
  END IF;
  RETURN emptied;
END $$;
REVOKE ALL ON FUNCTION carillon.trim(interval, bigint), carillon._expire(bigint), carillon._empty(int) FROM PUBLIC;
--rollback DROP FUNCTION carillon.trim(interval, bigint);
--rollback DROP FUNCTION carillon._empty(int);
--rollback DROP FUNCTION carillon._newest_xid(int);
--rollback DROP FUNCTION carillon._needed_from();
--rollback DROP FUNCTION carillon._expire(bigint);
