--liquibase formatted sql logicalFilePath:carillon/007-reset.sql

--changeset carillon:reset stripComments:false splitStatements:false
--comment: the two ways on for a log that finds itself in another cluster

-- Forgets every logged change and begins a new epoch: after a dump was restored. Clients get a reset. One number is left out, so
-- that whoever is reading at the very end of the old epoch meets a hole, too, and does not go on as if nothing had happened.
CREATE FUNCTION carillon.reset() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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

-- Goes on with the same log under the cluster's new identifier: after pg_upgrade, which keeps transaction ids.
CREATE FUNCTION carillon.adopt() RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  UPDATE carillon.epochs SET system = c.system_identifier, timeline = carillon._timeline()
    FROM pg_control_system() c WHERE epoch = (SELECT max(e.epoch) FROM carillon.epochs e)
$$;
REVOKE ALL ON FUNCTION carillon.reset(), carillon.adopt() FROM PUBLIC;
--rollback DROP FUNCTION carillon.adopt();
--rollback DROP FUNCTION carillon.reset();
