--liquibase formatted sql logicalFilePath:carillon/061-observed.sql

--changeset carillon:observed stripComments:false splitStatements:false
--comment: how far observers have got that keep their place in the database, together with what they do there

-- A row for each observer. Not updated in place but replaced, as its key is its place: who looks for the newest finds it first, however
-- many dead ones a transaction that is open for hours keeps from being cleaned up.
CREATE TABLE carillon.observed (
  observer text        NOT NULL,
  epoch    int         NOT NULL,
  n        bigint      NOT NULL,                 -- number of the last change that is done with
  lsn      pg_lsn,                               -- where in the log it stands, if its transaction goes on after it; see carillon.read
  moved_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (observer, epoch, n)
);

-- An observer's place, for the caller's transaction alone; null if somebody else has it at this moment. Waits for nobody.
CREATE FUNCTION carillon._take(observer text) RETURNS carillon.observed LANGUAGE sql VOLATILE AS $$
  SELECT o.* FROM carillon.observed o WHERE o.observer = $1 ORDER BY o.epoch DESC, o.n DESC LIMIT 1 FOR UPDATE SKIP LOCKED
$$;

-- Moves a place that was taken. What the observer did commits with it, or neither does.
CREATE FUNCTION carillon._move(taken carillon.observed, epoch int, n bigint, lsn pg_lsn) RETURNS void LANGUAGE sql VOLATILE AS $$
  DELETE FROM carillon.observed o WHERE (o.observer, o.epoch, o.n) = ((taken).observer, (taken).epoch, (taken).n);
  INSERT INTO carillon.observed (observer, epoch, n, lsn) VALUES ((taken).observer, $2, $3, $4)
$$;
--rollback DROP FUNCTION carillon._move(carillon.observed, int, bigint, pg_lsn);
--rollback DROP FUNCTION carillon._take(text);
--rollback DROP TABLE carillon.observed;
