--liquibase formatted sql logicalFilePath:carillon/073-ddl.sql

--changeset carillon:ddl stripComments:false splitStatements:false rollbackSplitStatements:false
--comment: what is done to a watched table itself is logged among its changes, where the database lets us see it

COMMENT ON COLUMN carillon.log.op IS 'I, U, D or T; L: the table itself was altered or dropped, and new tells how';

-- What subscribers learn: the command, and the columns that are told from now on, null if there are none any more.
CREATE FUNCTION carillon._definition(command text, watch carillon.watches) RETURNS json LANGUAGE sql STABLE AS $$
  SELECT format('{"command":%s,"columns":%s}', to_json($1), coalesce('[' || string_agg(format('{"name":%s,"type":%s}', to_json(a.attname::text),
           to_json(regexp_replace(format_type(a.atttypid, a.atttypmod), '^public[.]', ''))), ',' ORDER BY a.attnum) || ']', 'null'))::json
    FROM pg_attribute a
   WHERE a.attrelid = ($2).relation AND a.attnum > 0 AND NOT a.attisdropped
     AND a.attname::text <> ALL (coalesce(($2).redact, '{}')) AND (($2).columns IS NULL OR a.attname::text = ANY (($2).columns))
$$;

-- Logs a command for each watch of these tables.
CREATE FUNCTION carillon._log_ddl(command text, relations oid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO carillon.log (watch, leaf, op, new)
    SELECT w.id, (SELECT last_value FROM carillon.leaf), 'L', carillon._definition(command, w)
      FROM carillon.watches w WHERE w.ended IS NULL AND w.relation = ANY (relations);
  IF FOUND THEN
    PERFORM carillon._wake();
  END IF;
END $$;

-- Neither may fail somebody's DDL: what Carillon can't do then is a warning.

-- Without it a table that is altered is not logged, and the leaf that a partitioned one gets is not covered until carillon.watch is
-- called again. What is done to a leaf is told of all its watched ancestors, since to subscribers it is one table.
CREATE FUNCTION carillon.capture_ddl() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  relations oid[];
BEGIN
  SELECT array_agg(c.objid) || array_agg(a.relid::oid) INTO relations
    FROM pg_event_trigger_ddl_commands() c LEFT JOIN LATERAL pg_partition_ancestors(c.objid) a ON true
   WHERE c.classid = 'pg_class'::regclass;
  IF TG_TAG <> 'CREATE TABLE' THEN   -- of which subscribers notice nothing
    PERFORM carillon._log_ddl(TG_TAG, relations);
  END IF;
  BEGIN
    PERFORM carillon._cover_leaves(w.relation) FROM carillon.watches w WHERE w.ended IS NULL AND w.relation = ANY (relations);
  EXCEPTION WHEN OTHERS THEN   -- a leaf of somebody's who does not let us
    RAISE WARNING 'carillon: TRUNCATE of the new partition alone will not be logged: %', SQLERRM;
  END;
EXCEPTION WHEN OTHERS THEN
  RAISE WARNING 'carillon: this % was not logged: %', TG_TAG, SQLERRM;
END $$;

-- Without it a table that is dropped is not logged, nor a column that goes with its type.
CREATE FUNCTION carillon.capture_drop() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM carillon._log_ddl(TG_TAG, ARRAY(SELECT d.objid FROM pg_event_trigger_dropped_objects() d WHERE d.classid = 'pg_class'::regclass));
EXCEPTION WHEN OTHERS THEN
  RAISE WARNING 'carillon: this % was not logged: %', TG_TAG, SQLERRM;
END $$;
REVOKE ALL ON FUNCTION carillon.capture_ddl(), carillon.capture_drop() FROM PUBLIC;

-- Ends what watch_ddl begins. Does nothing if it never did.
CREATE FUNCTION carillon.unwatch_ddl() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  doomed text;
BEGIN
  FOR doomed IN SELECT e.evtname FROM pg_event_trigger e JOIN pg_proc p ON p.oid = e.evtfoid WHERE p.pronamespace = 'carillon'::regnamespace LOOP
    EXECUTE format('DROP EVENT TRIGGER %I', doomed);
  END LOOP;
END $$;

-- From now on what is done to watched tables themselves is logged. Only a superuser may call it; so many a managed database does without.
CREATE FUNCTION carillon.watch_ddl() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM carillon.unwatch_ddl();
  -- Only what may concern a table: all other commands do not even notice. ALTER TABLE tells of its dropped columns itself.
  CREATE EVENT TRIGGER carillon_ddl ON ddl_command_end WHEN TAG IN ('ALTER TABLE', 'CREATE TABLE') EXECUTE FUNCTION carillon.capture_ddl();
  CREATE EVENT TRIGGER carillon_drop ON sql_drop
    WHEN TAG IN ('DROP TABLE', 'DROP SCHEMA', 'DROP EXTENSION', 'DROP OWNED', 'DROP TYPE', 'DROP DOMAIN') EXECUTE FUNCTION carillon.capture_drop();
END $$;
REVOKE ALL ON FUNCTION carillon.watch_ddl(), carillon.unwatch_ddl() FROM PUBLIC;

DO $$
BEGIN
  PERFORM carillon.watch_ddl();
EXCEPTION WHEN insufficient_privilege THEN
  RAISE NOTICE 'carillon: what is done to watched tables themselves is not logged: %', SQLERRM;
END $$;

-- Below each line with a blank in front, since Liquibase makes one line of it.
/* liquibase rollback
 SELECT carillon.unwatch_ddl();
 DROP FUNCTION carillon.watch_ddl();
 DROP FUNCTION carillon.unwatch_ddl();
 DROP FUNCTION carillon.capture_drop();
 DROP FUNCTION carillon.capture_ddl();
 DROP FUNCTION carillon._log_ddl(text, oid[]);
 DROP FUNCTION carillon._definition(text, carillon.watches);
 COMMENT ON COLUMN carillon.log.op IS NULL;
*/
