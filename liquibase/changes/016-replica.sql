--liquibase formatted sql logicalFilePath:carillon/016-replica.sql

--changeset carillon:replica stripComments:false splitStatements:false rollbackSplitStatements:false
--comment: a page is right however retention and recovery fall into its reading; how a node knows which server's log it has before it

-- The value, if this log has got to a place and has kept its future, or has forgotten it since; an error if not. Without it a node
-- would ask two questions for each answer, or show the future of a server that it does not follow.
CREATE FUNCTION carillon.if_here(epoch int, n bigint, value bigint) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  strange text := CASE WHEN if_here.epoch IS NOT NULL THEN nullif(carillon.resume(if_here.epoch, if_here.n), 'expired') END;
BEGIN
  IF strange IS NOT NULL THEN
    RAISE EXCEPTION '%.% is % there', if_here.epoch, if_here.n, strange USING ERRCODE = 'ZC001';
  END IF;
  RETURN if_here.value;
END $$;

-- What tells the log around a place from every other that has given the same numbers: another cluster's, another database's, a copy's
-- that went its own way. Null where the place is not, or not yet.
CREATE FUNCTION carillon.landmark(epoch int, n bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT concat_ws('/', c.system_identifier, d.oid, b.epoch, b.first, b.count, b.min_xid, extract(epoch FROM b.cut_at))
    FROM (SELECT a.* FROM carillon.batches a WHERE a.first <= $2 AND a.count > 0 ORDER BY a.first DESC LIMIT 1) b,
         pg_control_system() c, pg_database d
   WHERE d.datname = current_database() AND carillon.resume($1, $2) IS NULL
$$;

-- As before, but for the lock and the snapshots that come after it. Before, a page whose reading waited for a leaf to be truncated
-- had old batches and a new, empty leaf in view: of a transaction with rows in two leaves it gave the second half under the first
-- half's numbers. A standby holds such a leaf for as long as its recovery rests.
CREATE OR REPLACE FUNCTION carillon.read(after bigint, after_lsn pg_lsn, max_changes int, max_bytes bigint)
RETURNS TABLE (epoch int, n bigint, lsn pg_lsn, xid xid8, tx_end boolean, watch int, op "char", old json, new json, at timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
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
           b.first + sum(u.changes) OVER (PARTITION BY b.first ORDER BY u.ordinal) - u.changes AS first
      FROM batch b CROSS JOIN LATERAL unnest(b.xids, b.counts) WITH ORDINALITY u(xid, changes, ordinal)
  ), wanted AS MATERIALIZED (
    SELECT t.*, t.first <= since AS begun FROM tx t
     WHERE t.first + t.changes > since + 1 AND t.first <= since + read.max_changes
     ORDER BY t.first
  ), change AS (
    SELECT w.epoch, (greatest(w.first, since + 1) + e.row - 1)::bigint AS n, e.lsn, w.xid,
           greatest(w.first, since + 1) + e.row = w.first + w.changes AS tx_end, e.watch, e.op, e.old, e.new, e.at
      FROM wanted w CROSS JOIN LATERAL (
        SELECT row_number() OVER () AS row, q.* FROM (
          SELECT l.lsn, l.watch, l.op, l.old, l.new, l.at FROM carillon.log l
           WHERE l.xid = w.xid AND l.lsn > CASE WHEN w.begun THEN coalesce(read.after_lsn, '0/0') ELSE '0/0' END
           ORDER BY l.lsn
          OFFSET CASE WHEN w.begun AND read.after_lsn IS NULL THEN since + 1 - w.first ELSE 0 END
           LIMIT read.max_changes) q) e
     ORDER BY 2 LIMIT read.max_changes
  )
  -- octet_length reads a toasted value's size from its header: no row is fetched only to be weighed
  SELECT c.epoch, c.n, c.lsn, c.xid, c.tx_end, c.watch, c.op, c.old, c.new, c.at
    FROM (SELECT s.*, sum(s.size) OVER (ORDER BY s.n) - s.size AS before
            FROM (SELECT change.*, coalesce(octet_length(change.old::text), 0) + coalesce(octet_length(change.new::text), 0) AS size
                    FROM change) s) c
   WHERE c.before < read.max_bytes
   ORDER BY c.n;
END $$;

-- Below without comments and each line with a blank in front, since Liquibase makes one line of it.
/* liquibase rollback
 CREATE OR REPLACE FUNCTION carillon.read(after bigint, after_lsn pg_lsn, max_changes int, max_bytes bigint)
 RETURNS TABLE (epoch int, n bigint, lsn pg_lsn, xid xid8, tx_end boolean, watch int, op "char", old json, new json, at timestamptz)
 LANGUAGE plpgsql STABLE SECURITY DEFINER
 SET search_path = pg_catalog, pg_temp SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
 #variable_conflict use_column
 DECLARE
   since bigint := greatest(read.after, (SELECT min(b.first) - 1 FROM carillon.batches b WHERE b.count > 0));
 BEGIN
   RETURN QUERY
   WITH batch AS MATERIALIZED (
     SELECT b.* FROM carillon.batches b
      WHERE b.count > 0 AND b.first <= since + read.max_changes
        AND b.first >= coalesce((SELECT max(f.first) FROM carillon.batches f WHERE f.first <= since + 1 AND f.count > 0), 0)
   ), tx AS MATERIALIZED (
     SELECT u.xid, u.changes, b.epoch,
            b.first + sum(u.changes) OVER (PARTITION BY b.first ORDER BY u.ordinal) - u.changes AS first
       FROM batch b CROSS JOIN LATERAL unnest(b.xids, b.counts) WITH ORDINALITY u(xid, changes, ordinal)
   ), wanted AS MATERIALIZED (
     SELECT t.*, t.first <= since AS begun FROM tx t
      WHERE t.first + t.changes > since + 1 AND t.first <= since + read.max_changes
      ORDER BY t.first
   ), change AS (
     SELECT w.epoch, (greatest(w.first, since + 1) + e.row - 1)::bigint AS n, e.lsn, w.xid,
            greatest(w.first, since + 1) + e.row = w.first + w.changes AS tx_end, e.watch, e.op, e.old, e.new, e.at
       FROM wanted w CROSS JOIN LATERAL (
         SELECT row_number() OVER () AS row, q.* FROM (
           SELECT l.lsn, l.watch, l.op, l.old, l.new, l.at FROM carillon.log l
            WHERE l.xid = w.xid AND l.lsn > CASE WHEN w.begun THEN coalesce(read.after_lsn, '0/0') ELSE '0/0' END
            ORDER BY l.lsn
           OFFSET CASE WHEN w.begun AND read.after_lsn IS NULL THEN since + 1 - w.first ELSE 0 END
            LIMIT read.max_changes) q) e
      ORDER BY 2 LIMIT read.max_changes
   )
   SELECT c.epoch, c.n, c.lsn, c.xid, c.tx_end, c.watch, c.op, c.old, c.new, c.at
     FROM (SELECT s.*, sum(s.size) OVER (ORDER BY s.n) - s.size AS before
             FROM (SELECT change.*, coalesce(octet_length(change.old::text), 0) + coalesce(octet_length(change.new::text), 0) AS size
                     FROM change) s) c
    WHERE c.before < read.max_bytes
    ORDER BY c.n;
 END $$;
 DROP FUNCTION carillon.landmark(int, bigint);
 DROP FUNCTION carillon.if_here(int, bigint, bigint);
*/
