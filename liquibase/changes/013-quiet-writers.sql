--liquibase formatted sql logicalFilePath:carillon/013-quiet-writers.sql

--changeset carillon:quiet-writers stripComments:false splitStatements:false rollbackSplitStatements:false
--comment: a session that says SET carillon.wakeup = 'poll' sends no NOTIFY: PostgreSQL refuses to prepare a transaction that did

-- As before, but for such sessions: what they change is found by the nodes' next look at the log, within carillon.poll.
CREATE OR REPLACE FUNCTION carillon._wake() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  stripe int := pg_catalog.pg_backend_pid() % 16;
BEGIN
  IF pg_catalog.current_setting('carillon.wakeup', true) = 'poll' THEN
    RETURN;
  END IF;
  IF pg_catalog.pg_try_advisory_lock_shared(1667330668, stripe) THEN
    PERFORM pg_catalog.pg_advisory_unlock_shared(1667330668, stripe);
  ELSIF pg_catalog.pg_notification_queue_usage() < 0.5 THEN
    PERFORM pg_catalog.pg_notify('carillon', '');
  END IF;
END $$;
--rollback CREATE OR REPLACE FUNCTION carillon._wake() RETURNS void LANGUAGE plpgsql AS $$
--rollback DECLARE
--rollback   stripe int := pg_catalog.pg_backend_pid() % 16;
--rollback BEGIN
--rollback   IF pg_catalog.pg_try_advisory_lock_shared(1667330668, stripe) THEN
--rollback     PERFORM pg_catalog.pg_advisory_unlock_shared(1667330668, stripe);
--rollback   ELSIF pg_catalog.pg_notification_queue_usage() < 0.5 THEN
--rollback     PERFORM pg_catalog.pg_notify('carillon', '');
--rollback   END IF;
--rollback END $$;
