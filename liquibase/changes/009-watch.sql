--liquibase formatted sql logicalFilePath:carillon/009-watch.sql

--changeset carillon:watch stripComments:false splitStatements:false
--comment: what a user's own changelog calls to declare a watch

-- Removes Carillon's triggers from a table and its partitions; clones on partitions go with the trigger they were cloned from.
CREATE FUNCTION carillon._drop_triggers(target regclass) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  doomed record;
BEGIN
  FOR doomed IN
    SELECT t.tgrelid::regclass AS relation, t.tgname AS name FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
     WHERE p.pronamespace = 'carillon'::regnamespace AND t.tgparentid = 0
       AND (t.tgrelid = target OR t.tgrelid IN (SELECT relid FROM pg_partition_tree(target)))
  LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', doomed.name, doomed.relation);
  END LOOP;
END $$;

-- Names begin with 00 so that these triggers fire before the table's own: what those do to the table in turn is logged after it.
CREATE FUNCTION carillon._create_triggers(target regclass, watch_id int) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  -- Written through another table, too: the root of partitions by its leaves, a leaf by its root, an inheriting table by its parent.
  -- The statement's triggers fire there and not here.
  routed      boolean := (SELECT relkind = 'p' FROM pg_class WHERE oid = target) OR EXISTS (SELECT FROM pg_inherits WHERE inhrelid = target);
  -- A statement trigger fires after all row triggers: where one of those writes to its table again, the log would tell it backwards.
  by_row      boolean := routed OR EXISTS (
    SELECT FROM pg_trigger WHERE tgrelid = target AND NOT tgisinternal AND tgtype & 66 = 0 AND tgtype & 28 <> 0);
  leaf        regclass;
BEGIN
  -- *<> compares images: it works for types without equality (json, xml), and sees a change of case in citext
  EXECUTE format('CREATE TRIGGER "00_carillon_update" AFTER UPDATE ON %s FOR EACH ROW
    WHEN (OLD.* OPERATOR(pg_catalog.*<>) NEW.*) EXECUTE FUNCTION carillon.capture_row(%s, %L)', target, watch_id, routed);
  IF by_row THEN
    EXECUTE format('CREATE TRIGGER "00_carillon_row" AFTER INSERT OR DELETE ON %s FOR EACH ROW
      EXECUTE FUNCTION carillon.capture_row(%s, %L)', target, watch_id, routed);
  ELSE
    EXECUTE format('CREATE TRIGGER "00_carillon_insert" AFTER INSERT ON %s REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT
      EXECUTE FUNCTION carillon.capture_insert(%s)', target, watch_id);
    EXECUTE format('CREATE TRIGGER "00_carillon_delete" AFTER DELETE ON %s REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT
      EXECUTE FUNCTION carillon.capture_delete(%s)', target, watch_id);
  END IF;
  IF NOT routed THEN   -- there each row wakes
    EXECUTE format('CREATE TRIGGER "00_carillon_end" AFTER %s ON %s FOR EACH STATEMENT EXECUTE FUNCTION carillon.capture_end()',
      CASE WHEN by_row THEN 'INSERT OR UPDATE OR DELETE' ELSE 'UPDATE' END, target);
  END IF;
  EXECUTE format('CREATE TRIGGER "00_carillon_truncate" BEFORE TRUNCATE ON %s FOR EACH STATEMENT
    EXECUTE FUNCTION carillon.capture_truncate(%s)', target, watch_id);
  FOR leaf IN SELECT p.relid FROM pg_partition_tree(target) p WHERE p.isleaf AND p.relid <> target LOOP
    EXECUTE format('CREATE TRIGGER "00_carillon_truncate" BEFORE TRUNCATE ON %s FOR EACH STATEMENT
      EXECUTE FUNCTION carillon.capture_truncate_leaf(%s)', leaf, watch_id);
  END LOOP;
END $$;

-- Ends the watch of a table. Does nothing if it is not watched.
CREATE FUNCTION carillon.unwatch(target regclass) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM carillon._drop_triggers(target);
  UPDATE carillon.watches SET ended = clock_timestamp() WHERE relation = target AND ended IS NULL;
END $$;

-- Watches a table: from the commit of this call every change of it is logged. The same call again only renews the triggers; with
-- another topic it alters the watch. So call it again after a trigger or a partition was added: PostgreSQL gives a new partition
-- the triggers for rows by itself, but not the one for TRUNCATE.
-- topic: a name (by default the table's, with its schema unless that is public), or a template whose {column} parts are filled
-- from the row.
CREATE FUNCTION carillon.watch(target regclass, topic text DEFAULT NULL) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  kind     "char";
  plain    text;      -- schema.table
  wanted   text;      -- the topic
  stray    text;
  keys     text[];
  watch_id int;
BEGIN
  SELECT c.relkind, n.nspname || '.' || c.relname,
         coalesce(watch.topic, CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname)
    INTO kind, plain, wanted FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = target;
  IF kind NOT IN ('r', 'p') THEN
    RAISE EXCEPTION 'carillon.watch: % must be a table, but is a %', plain,
      CASE kind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' ELSE 'relation of kind ' || kind::text END;
  END IF;
  IF plain LIKE 'carillon.%' THEN   -- a watched log would log that it logs, without an end
    RAISE EXCEPTION 'carillon.watch: % belongs to Carillon itself', plain;
  END IF;
  IF kind = 'r' AND EXISTS (SELECT FROM pg_inherits WHERE inhparent = target) THEN
    RAISE EXCEPTION 'carillon.watch: % must not be inherited from, since its triggers miss the rows of its children: watch those', plain;
  END IF;
  IF wanted !~ '^[^*[:cntrl:]{}]*({[^*[:cntrl:]{}]+}[^*[:cntrl:]{}]*)*$' OR octet_length(wanted) NOT BETWEEN 1 AND 255 THEN
    RAISE EXCEPTION 'carillon.watch: a topic must be 1 to 255 bytes without *, control characters or unpaired braces, but is "%"', wanted;
  END IF;
  SELECT m[1] INTO stray FROM regexp_matches(wanted, '{([^{}]+)}', 'g') m
   WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = target AND a.attname = m[1] AND a.attnum > 0 AND NOT a.attisdropped);
  IF FOUND THEN
    RAISE EXCEPTION 'carillon.watch: each {column} of a topic must be a column of %, but "%" is not', plain, stray;
  END IF;
  SELECT array_agg(a.attname::text ORDER BY k.ordinal) INTO keys
    FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY k(attnum, ordinal)
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
   WHERE i.indrelid = target AND i.indisprimary AND k.ordinal <= i.indnkeyatts;   -- beyond: columns it merely includes

  -- Renewing the triggers leaves no gap: writers wait for this lock, and then find the old ones or the new ones, never none.
  EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', target);
  SELECT w.id INTO watch_id FROM carillon.watches w
   WHERE w.relation = target AND w.ended IS NULL AND w.table_name = plain AND w.topic = wanted AND w.key IS NOT DISTINCT FROM keys;
  IF watch_id IS NULL THEN
    UPDATE carillon.watches w SET ended = clock_timestamp()   -- by name too: of a table that was dropped and made anew
     WHERE (w.relation = target OR w.table_name = plain OR w.relation IN (SELECT relid FROM pg_partition_tree(target)))
       AND w.ended IS NULL;
    INSERT INTO carillon.watches (relation, table_name, topic, key) VALUES (target, plain, wanted, keys) RETURNING id INTO watch_id;
  END IF;
  PERFORM carillon._drop_triggers(target);
  PERFORM carillon._create_triggers(target, watch_id);
END $$;
REVOKE ALL ON FUNCTION carillon.watch(regclass, text), carillon.unwatch(regclass) FROM PUBLIC;
--rollback DROP FUNCTION carillon.watch(regclass, text);
--rollback DROP FUNCTION carillon.unwatch(regclass);
--rollback DROP FUNCTION carillon._create_triggers(regclass, int);
--rollback DROP FUNCTION carillon._drop_triggers(regclass);
