--liquibase formatted sql logicalFilePath:carillon/004-positions.sql

--changeset carillon:positions stripComments:false splitStatements:false
--comment: which transactions have which positions; rows are only ever added, so that a transaction open for hours bloats nothing

-- The WAL timeline: it grows when a standby is promoted or a point in time is recovered, that is, when commits may have been lost.
CREATE FUNCTION carillon._timeline() RETURNS int LANGUAGE sql STABLE AS $$
  SELECT ('x' || left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_insert_lsn()), 8))::bit(32)::int
$$;

CREATE TABLE carillon.epochs (
  epoch    int         PRIMARY KEY,
  system   bigint      NOT NULL,                 -- the cluster's identifier: transaction ids mean nothing in another one
  timeline int         NOT NULL,
  first    bigint      NOT NULL,                 -- number of the first change that this epoch may give
  began    timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE carillon.batches (
  first    bigint      NOT NULL,                 -- number of the batch's first change
  count    bigint      NOT NULL,                 -- 0 only where an epoch begins: it just holds a snapshot
  epoch    int         NOT NULL REFERENCES carillon.epochs,
  snapshot pg_snapshot NOT NULL,                 -- whatever it sees has a number below first + count of the newest batch
  xids     xid8[]      NOT NULL,                 -- the transactions, in the order of their positions
  counts   bigint[]    NOT NULL,                 -- how many changes each has
  min_xid  xid8,                                 -- the lowest of xids: what is below the lowest of all batches may be forgotten
  cut_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (first, count)
);
-- without it each trim would unpack every batch of the last day
CREATE INDEX batches_min_xid ON carillon.batches (min_xid);

INSERT INTO carillon.epochs (epoch, system, timeline, first)
  SELECT 1, system_identifier, carillon._timeline(), 1 FROM pg_control_system();
INSERT INTO carillon.batches (first, count, epoch, snapshot, xids, counts)
  VALUES (1, 0, 1, pg_current_snapshot(), '{}', '{}');

-- Where the log stands: the newest position, and the oldest one that a client may still resume after.
CREATE FUNCTION carillon.bounds(OUT epoch int, OUT n bigint, OUT earliest_epoch int, OUT earliest_n bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT newest.epoch, newest.first + newest.count - 1, oldest.epoch, oldest.first - 1
    FROM (SELECT b.* FROM carillon.batches b ORDER BY b.first DESC, b.count DESC LIMIT 1) newest,
         (SELECT b.* FROM carillon.batches b ORDER BY b.first, b.count LIMIT 1) oldest
$$;

-- Why a client can't go on after this position; null if it can.
CREATE FUNCTION carillon.resume(epoch int, n bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
      WHEN NOT EXISTS (SELECT FROM carillon.epochs e WHERE e.epoch = $1) THEN 'unknown-epoch'
      WHEN $2 >= (SELECT e.first FROM carillon.epochs e WHERE e.epoch = $1 + 1) THEN 'ahead'   -- of a future that was lost
      WHEN $2 > b.n THEN 'ahead'
      WHEN $1 < b.earliest_epoch OR $2 < b.earliest_n THEN 'expired'   -- by epoch too: a reset keeps nothing of the time before
    END
    FROM carillon.bounds() b
$$;
--rollback DROP FUNCTION carillon.resume(int, bigint);
--rollback DROP FUNCTION carillon.bounds();
--rollback DROP TABLE carillon.batches;
--rollback DROP TABLE carillon.epochs;
--rollback DROP FUNCTION carillon._timeline();
