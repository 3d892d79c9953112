--liquibase formatted sql logicalFilePath:carillon/006-read.sql

--changeset carillon:read stripComments:false splitStatements:false
--comment: the changes after a position, in order; works on a standby too

-- after_lsn is the lsn of the change at "after", if the caller still knows it: with it a transaction of a million rows is
-- read in pages at the price of one pass, without it every page would skip all rows before it once more.
-- Numbers are dense: a caller that does not get after + 1 first has met the end of the retention; such a caller gets the oldest
-- changes that are left, however far they are, since nothing at all would look like the end of the log.
CREATE FUNCTION carillon.read(after bigint, after_lsn pg_lsn, max_changes int, max_bytes bigint)
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
  -- octet_length reads a toasted value's size from its header: no row is fetched only to be weighed
  SELECT c.epoch, c.n, c.lsn, c.xid, c.tx_end, c.watch, c.op, c.old, c.new, c.at
    FROM (SELECT s.*, sum(s.size) OVER (ORDER BY s.n) - s.size AS before
            FROM (SELECT change.*, coalesce(octet_length(change.old::text), 0) + coalesce(octet_length(change.new::text), 0) AS size
                    FROM change) s) c
   WHERE c.before < read.max_bytes
   ORDER BY c.n;
END $$;
REVOKE ALL ON FUNCTION carillon.read(bigint, pg_lsn, int, bigint) FROM PUBLIC;
--rollback DROP FUNCTION carillon.read(bigint, pg_lsn, int, bigint);
