--liquibase formatted sql logicalFilePath:carillon/008-capture.sql

--changeset carillon:capture stripComments:false splitStatements:false
--comment: the trigger functions: they append to the log and wake whoever sleeps, and can't fail a writer otherwise than by a full disk

-- Wakes the node that sleeps, if one does. A sleeping node holds the exclusive lock; writers only try the shared one, so they never
-- meet each other, never wait, and send no NOTIFY (whose commits queue behind one lock) when nobody would hear it.
-- Half a queue is kept free: a NOTIFY into a full queue would fail the writer's commit.
CREATE FUNCTION carillon._wake() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  stripe int := pg_catalog.pg_backend_pid() % 16;
BEGIN
  IF pg_catalog.pg_try_advisory_lock_shared(1667330668, stripe) THEN
    PERFORM pg_catalog.pg_advisory_unlock_shared(1667330668, stripe);
  ELSIF pg_catalog.pg_notification_queue_usage() < 0.5 THEN
    PERFORM pg_catalog.pg_notify('carillon', '');
  END IF;
END $$;

-- A value is logged the same way whatever its writer's session is set to: so old equals the new of the change before.

-- One statement, one append, for any number of rows. Without it an INSERT is not logged.
CREATE FUNCTION carillon.capture_insert() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = 'iso_8601'
SET bytea_output = 'hex' SET extra_float_digits = 1 SET quote_all_identifiers = off AS $$
#variable_conflict use_variable
BEGIN
  INSERT INTO carillon.log (watch, leaf, op, new)
    SELECT TG_ARGV[0]::int, (SELECT last_value FROM carillon.leaf), 'I', row_to_json(inserted.*) FROM inserted;
  IF FOUND THEN
    PERFORM carillon._wake();
  END IF;
  RETURN NULL;
END $$;

-- Without it a DELETE is not logged.
CREATE FUNCTION carillon.capture_delete() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = 'iso_8601'
SET bytea_output = 'hex' SET extra_float_digits = 1 SET quote_all_identifiers = off AS $$
#variable_conflict use_variable
BEGIN
  INSERT INTO carillon.log (watch, leaf, op, old)
    SELECT TG_ARGV[0]::int, (SELECT last_value FROM carillon.leaf), 'D', row_to_json(deleted.*) FROM deleted;
  IF FOUND THEN
    PERFORM carillon._wake();
  END IF;
  RETURN NULL;
END $$;

-- Row by row: for updates, since transition tables do not pair old and new when a key changes; for partitioned tables, where a
-- statement trigger on the root misses what is done to a leaf (and so wakes by itself); and where the table's own AFTER triggers
-- may write to it again.
CREATE FUNCTION carillon.capture_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = 'iso_8601'
SET bytea_output = 'hex' SET extra_float_digits = 1 SET quote_all_identifiers = off AS $$
#variable_conflict use_variable
BEGIN
  INSERT INTO carillon.log (watch, leaf, op, old, new)
    VALUES (TG_ARGV[0]::int, (SELECT last_value FROM carillon.leaf), left(TG_OP, 1)::"char",
            CASE WHEN TG_OP <> 'INSERT' THEN row_to_json(OLD) END, CASE WHEN TG_OP <> 'DELETE' THEN row_to_json(NEW) END);
  IF TG_ARGV[1]::boolean THEN
    PERFORM carillon._wake();
  END IF;
  RETURN NULL;
END $$;

-- Without it a TRUNCATE is not logged.
CREATE FUNCTION carillon.capture_truncate() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = 'iso_8601'
SET bytea_output = 'hex' SET extra_float_digits = 1 SET quote_all_identifiers = off AS $$
#variable_conflict use_variable
BEGIN
  INSERT INTO carillon.log (watch, leaf, op) SELECT TG_ARGV[0]::int, last_value, 'T' FROM carillon.leaf;
  PERFORM carillon._wake();
  RETURN NULL;
END $$;

-- Without it the rows of a truncated partition would stay with subscribers for ever: to them it is all one table, whose other rows
-- are still there, so it must not look like a TRUNCATE of everything. Nothing to do if the root's own TRUNCATE comes first.
CREATE FUNCTION carillon.capture_truncate_leaf() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = 'iso_8601'
SET bytea_output = 'hex' SET extra_float_digits = 1 SET quote_all_identifiers = off AS $$
#variable_conflict use_variable
BEGIN
  IF (SELECT l.op FROM carillon.log l WHERE l.xid = pg_current_xact_id() AND l.watch = TG_ARGV[0]::int ORDER BY l.lsn DESC LIMIT 1) = 'T' THEN
    RETURN NULL;
  END IF;
  EXECUTE format('INSERT INTO carillon.log (watch, leaf, op, old)
    SELECT $1, (SELECT last_value FROM carillon.leaf), %L, row_to_json(gone.*) FROM %s gone', 'D', TG_RELID::regclass) USING TG_ARGV[0]::int;
  PERFORM carillon._wake();
  RETURN NULL;
END $$;

-- Once a statement, after its rows were appended; without it row triggers would wake nobody, or try a lock for each row.
CREATE FUNCTION carillon.capture_end() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF pg_current_xact_id_if_assigned() IS NOT NULL THEN   -- null: the statement touched no row
    PERFORM carillon._wake();
  END IF;
  RETURN NULL;
END $$;

-- With them a role that may use the schema could log what never happened. Not capture_row: whoever adds a partition needs it, since
-- PostgreSQL clones the root's triggers in that role's name.
REVOKE ALL ON FUNCTION carillon.capture_insert(), carillon.capture_delete(), carillon.capture_truncate(),
  carillon.capture_truncate_leaf(), carillon.capture_end() FROM PUBLIC;
--rollback DROP FUNCTION carillon.capture_end();
--rollback DROP FUNCTION carillon.capture_truncate_leaf();
--rollback DROP FUNCTION carillon.capture_truncate();
--rollback DROP FUNCTION carillon.capture_row();
--rollback DROP FUNCTION carillon.capture_delete();
--rollback DROP FUNCTION carillon.capture_insert();
--rollback DROP FUNCTION carillon._wake();
