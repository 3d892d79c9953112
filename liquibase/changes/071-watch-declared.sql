--liquibase formatted sql logicalFilePath:carillon/071-watch-declared.sql

--changeset carillon:watch-declared stripComments:false splitStatements:false rollbackSplitStatements:false
--comment: a watch may say which columns and which operations are told of its table, and what tells its rows apart

-- Gives those leaves of a watched table their trigger for TRUNCATE that do not have it: PostgreSQL gives a new partition the others by
-- itself, and so the table's are what says how. Such a TRUNCATE is told as rows deleted, so it is only told if both are wanted.
CREATE FUNCTION carillon._cover_leaves(target regclass) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  made text := (SELECT substring(pg_get_triggerdef(r.oid) FROM 'EXECUTE FUNCTION .*$') FROM pg_trigger r JOIN pg_trigger t ON t.tgrelid = r.tgrelid
                 WHERE r.tgrelid = target AND r.tgname = '00_carillon_row' AND r.tgtype & 8 <> 0 AND t.tgname = '00_carillon_truncate');
  leaf regclass;
BEGIN
  IF made IS NULL THEN
    RETURN;
  END IF;
  FOR leaf IN
    SELECT p.relid FROM pg_partition_tree(target) p
     WHERE p.isleaf AND p.relid <> target AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = p.relid AND tgname = '00_carillon_truncate')
  LOOP
    EXECUTE format('CREATE TRIGGER "00_carillon_truncate" BEFORE TRUNCATE ON %s FOR EACH STATEMENT %s', leaf,
      regexp_replace(made, '_row[(]', '_truncate_leaf('));
  END LOOP;
END $$;

-- Names begin with 00 so that these triggers fire before the table's own: what those do to the table in turn is logged after it.
CREATE OR REPLACE FUNCTION carillon._create_triggers(target regclass, watch_id int) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  -- Written through another table, too: the root of partitions by its leaves, a leaf by its root, an inheriting table by its parent.
  -- The statement's triggers fire there and not here.
  routed    boolean := (SELECT relkind = 'p' FROM pg_class WHERE oid = target) OR EXISTS (SELECT FROM pg_inherits WHERE inhrelid = target);
  -- A statement trigger fires after all row triggers: where one of those writes to its table again, the log would tell it backwards.
  by_row    boolean := routed OR EXISTS (
    SELECT FROM pg_trigger WHERE tgrelid = target AND NOT tgisinternal AND tgtype & 66 = 0 AND tgtype & 28 <> 0);
  watch     carillon.watches;
  ops       text[];
  events    text;
  function  text := 'carillon.capture_';
  arguments text := format('%s, %L', watch_id, routed);
BEGIN
  SELECT * INTO watch FROM carillon.watches w WHERE w.id = watch_id;
  ops := coalesce(watch.ops, '{insert,update,delete,truncate}');
  IF watch.columns IS NOT NULL OR watch.redact IS NOT NULL THEN
    function := 'carillon.capture_kept_';
    SELECT format('%s, %L, %L', arguments, array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE NOT a.attisdropped
             AND (watch.columns IS NULL OR a.attname::text = ANY (watch.columns)) AND (watch.redact IS NULL OR a.attname::text <> ALL (watch.redact))),
             CASE WHEN watch.columns IS NULL THEN max(a.attnum)::text ELSE '' END)
      INTO arguments FROM pg_attribute a WHERE a.attrelid = target AND a.attnum > 0;
  END IF;

  IF 'update' = ANY (ops) THEN
    -- *<> compares images: it works for types without equality (json, xml), and sees a change of case in citext
    EXECUTE format('CREATE TRIGGER "00_carillon_update" AFTER UPDATE ON %s FOR EACH ROW
      WHEN (OLD.* OPERATOR(pg_catalog.*<>) NEW.*) EXECUTE FUNCTION %srow(%s)', target, function, arguments);
  END IF;
  IF by_row THEN
    events := array_to_string(ARRAY(SELECT upper(o) FROM unnest(ops) o WHERE o IN ('insert', 'delete')), ' OR ');
    IF events <> '' THEN
      EXECUTE format('CREATE TRIGGER "00_carillon_row" AFTER %s ON %s FOR EACH ROW EXECUTE FUNCTION %srow(%s)',
        events, target, function, arguments);
    END IF;
  ELSE
    IF 'insert' = ANY (ops) THEN
      EXECUTE format('CREATE TRIGGER "00_carillon_insert" AFTER INSERT ON %s REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT
        EXECUTE FUNCTION %sinsert(%s)', target, function, arguments);
    END IF;
    IF 'delete' = ANY (ops) THEN
      EXECUTE format('CREATE TRIGGER "00_carillon_delete" AFTER DELETE ON %s REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT
        EXECUTE FUNCTION %sdelete(%s)', target, function, arguments);
    END IF;
  END IF;
  events := array_to_string(ARRAY(SELECT upper(o) FROM unnest(ops) o WHERE o = 'update' OR by_row AND o <> 'truncate'), ' OR ');
  IF NOT routed AND events <> '' THEN   -- there each row wakes
    EXECUTE format('CREATE TRIGGER "00_carillon_end" AFTER %s ON %s FOR EACH STATEMENT EXECUTE FUNCTION carillon.capture_end()', events, target);
  END IF;
  IF 'truncate' = ANY (ops) THEN
    EXECUTE format('CREATE TRIGGER "00_carillon_truncate" BEFORE TRUNCATE ON %s FOR EACH STATEMENT
      EXECUTE FUNCTION carillon.capture_truncate(%s)', target, watch_id);
    PERFORM carillon._cover_leaves(target);
  END IF;
END $$;

-- The tables that a view shows, also through other views; null for all else.
CREATE FUNCTION carillon._tables_below(view regclass) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE below(relation) AS (
    SELECT $1::oid
    UNION SELECT d.refobjid FROM below b JOIN pg_class v ON v.oid = b.relation AND v.relkind IN ('v', 'm')
      JOIN pg_rewrite r ON r.ev_class = v.oid JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
     WHERE d.refclassid = 'pg_class'::regclass)
  SELECT string_agg(format('%s.%s', n.nspname, c.relname), ', ' ORDER BY n.nspname, c.relname)
    FROM below b JOIN pg_class c ON c.oid = b.relation JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p') AND c.oid <> $1
$$;

-- A relation's schema and name, if its triggers can tell all that happens to it; else an error that says what to watch instead.
CREATE FUNCTION carillon._require_watchable(target regclass) RETURNS text LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  plain       text;
  kind        "char";
  persistence "char";
BEGIN
  SELECT n.nspname || '.' || c.relname, c.relkind, c.relpersistence INTO plain, kind, persistence
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = target;
  IF kind NOT IN ('r', 'p') THEN
    RAISE EXCEPTION 'carillon.watch: % must be a table, but is a %', plain, CASE kind
        WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table: watch it on the server that has it'
        ELSE 'relation of kind ' || kind::text END || coalesce(': watch what it shows, ' || carillon._tables_below(target), '');
  ELSIF plain LIKE 'carillon.%' THEN   -- a watched log would log that it logs, without an end
    RAISE EXCEPTION 'carillon.watch: % belongs to Carillon itself', plain;
  ELSIF target::oid < 16384 THEN
    RAISE EXCEPTION 'carillon.watch: % is a table of PostgreSQL''s own, which has no triggers', plain;
  ELSIF persistence = 't' THEN
    RAISE EXCEPTION 'carillon.watch: % must not be temporary, since it goes with its session, and nobody else may see its rows', plain;
  ELSIF kind = 'r' AND EXISTS (SELECT FROM pg_inherits WHERE inhparent = target) THEN
    RAISE EXCEPTION 'carillon.watch: % must not be inherited from, since its triggers miss the rows of its children: watch those', plain;
  ELSIF persistence = 'u' THEN   -- what commits is logged all the same, so it is no reason to refuse
    RAISE WARNING 'carillon.watch: % is unlogged: after a crash PostgreSQL empties it, and no change will tell', plain;
  END IF;
  RETURN plain;
END $$;

-- What was chosen of these names, in their order; null if nothing was.
CREATE FUNCTION carillon._chosen(parameter text, given text[], names text[], meaning text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  stray text;
BEGIN
  IF cardinality(given) = 0 THEN
    RAISE EXCEPTION 'carillon.watch: % must have at least one name, each %, but is empty', parameter, meaning;
  END IF;
  SELECT g INTO stray FROM unnest(given) g WHERE g IS NULL OR g <> ALL (names);
  IF FOUND THEN
    RAISE EXCEPTION 'carillon.watch: each of % must be %, but % is not', parameter, meaning, coalesce('"' || stray || '"', 'null');
  END IF;
  SELECT g INTO stray FROM unnest(given) g GROUP BY g HAVING count(*) > 1;
  IF FOUND THEN
    RAISE EXCEPTION 'carillon.watch: each of % must be named once, but "%" is there again', parameter, stray;
  END IF;
  RETURN CASE WHEN given IS NOT NULL THEN ARRAY(SELECT n FROM unnest(names) n WHERE n = ANY (given)) END;
END $$;

-- Watches a table: from the commit of this call every change of it is logged. The same call again only renews the triggers; another
-- one alters the watch. So call it again after a trigger was added, a column renamed, or, where DDL is not watched, a partition added.
-- topic: a name (by default the table's, with its schema unless that is public), or a template whose {column} parts are filled
-- from the row. columns: only these are told. redact: all but these are, also of columns that are added later; it wins over columns.
-- ops: only these of insert, update, delete and truncate. key: the columns that tell rows apart (by default the primary key's).
DROP FUNCTION carillon.watch(regclass, text);
CREATE FUNCTION carillon.watch(target regclass, topic text DEFAULT NULL, columns text[] DEFAULT NULL, redact text[] DEFAULT NULL,
  ops text[] DEFAULT NULL, key text[] DEFAULT NULL) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  plain    text := carillon._require_watchable(target);   -- schema.table
  wanted   carillon.watches;
  names    text[];
  parts    text[];    -- the columns that the topic is filled from
  needed   record;
  watch_id int;
BEGIN
  -- Renewing the triggers leaves no gap: writers wait for this lock, and then find the old ones or the new ones, never none.
  EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', target);
  names := ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum);
  wanted.topic := coalesce(watch.topic, CASE WHEN plain LIKE 'public.%' THEN substr(plain, 8) ELSE plain END);
  IF wanted.topic !~ '^[^*[:cntrl:]{}]*({[^*[:cntrl:]{}]+}[^*[:cntrl:]{}]*)*$' OR octet_length(wanted.topic) NOT BETWEEN 1 AND 255 THEN
    RAISE EXCEPTION 'carillon.watch: a topic must be 1 to 255 bytes without *, control characters or unpaired braces, but is "%"', wanted.topic;
  END IF;
  parts := ARRAY(SELECT m[1] FROM regexp_matches(wanted.topic, '{([^{}]+)}', 'g') m);
  SELECT p INTO needed FROM unnest(parts) p WHERE p <> ALL (names);
  IF FOUND THEN
    RAISE EXCEPTION 'carillon.watch: each {column} of a topic must be a column of %, but "%" is not', plain, needed.p;
  END IF;
  wanted.columns := carillon._chosen('columns', watch.columns, names, 'a column of ' || plain);
  wanted.redact := carillon._chosen('redact', watch.redact, names, 'a column of ' || plain);
  wanted.ops := nullif(carillon._chosen('ops', watch.ops, '{insert,update,delete,truncate}', 'insert, update, delete or truncate'),
    '{insert,update,delete,truncate}');
  PERFORM carillon._chosen('key', watch.key, names, 'a column of ' || plain);
  wanted.key := coalesce(watch.key, (
    SELECT array_agg(a.attname::text ORDER BY k.ordinal)
      FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY k(attnum, ordinal)
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
     WHERE i.indrelid = target AND i.indisprimary AND k.ordinal <= i.indnkeyatts));   -- beyond: columns it merely includes
  -- Without them nobody could tell which row a change is of, or whom to tell it
  SELECT n.name, n.reason, n.name = ANY (wanted.redact) AS redacted, a.attgenerated = 'v' AS virtual INTO needed
    FROM (SELECT unnest(wanted.key) AS name, 'it is of the key' AS reason
          UNION ALL SELECT unnest(parts), format('the topic "%s" is filled from it', wanted.topic)) n
    JOIN pg_attribute a ON a.attrelid = target AND a.attname = n.name
   WHERE n.name <> ALL (wanted.columns) OR n.name = ANY (wanted.redact) OR a.attgenerated = 'v';
  IF FOUND THEN
    RAISE EXCEPTION 'carillon.watch: the column "%" of % must be told, since %, but %', needed.name, plain, needed.reason,
      CASE WHEN needed.virtual THEN 'it is generated when it is read, so triggers see null' WHEN needed.redacted THEN 'redact names it'
           ELSE 'columns does not name it' END;
  ELSIF NOT EXISTS (SELECT FROM unnest(coalesce(wanted.columns, names)) n WHERE wanted.redact IS NULL OR n <> ALL (wanted.redact)) THEN
    RAISE EXCEPTION 'carillon.watch: at least one column of % must be told, but redact names them all', plain;
  END IF;

  SELECT w.id INTO watch_id FROM carillon.watches w
   WHERE w.relation = target AND w.ended IS NULL AND (w.table_name, w.topic) = (plain, wanted.topic)
     AND (w.key, w.columns, w.redact, w.ops) IS NOT DISTINCT FROM (wanted.key, wanted.columns, wanted.redact, wanted.ops);
  IF watch_id IS NULL THEN
    UPDATE carillon.watches w SET ended = clock_timestamp()   -- by name too: of a table that was dropped and made anew
     WHERE (w.relation = target OR w.table_name = plain OR w.relation IN (SELECT relid FROM pg_partition_tree(target)))
       AND w.ended IS NULL;
    INSERT INTO carillon.watches (relation, table_name, topic, key, columns, redact, ops)
      VALUES (target, plain, wanted.topic, wanted.key, wanted.columns, wanted.redact, wanted.ops) RETURNING id INTO watch_id;
  END IF;
  PERFORM carillon._drop_triggers(target);
  PERFORM carillon._create_triggers(target, watch_id);
END $$;
REVOKE ALL ON FUNCTION carillon.watch(regclass, text, text[], text[], text[], text[]) FROM PUBLIC;

-- Below without comments and each line with a blank in front, since Liquibase makes one line of it.
/* liquibase rollback
 DROP FUNCTION carillon.watch(regclass, text, text[], text[], text[], text[]);
 CREATE FUNCTION carillon.watch(target regclass, topic text DEFAULT NULL) RETURNS void LANGUAGE plpgsql
 SET search_path = pg_catalog, pg_temp AS $$
 #variable_conflict use_column
 DECLARE
   kind     "char";
   plain    text;
   wanted   text;
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
   IF plain LIKE 'carillon.%' THEN
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
    WHERE i.indrelid = target AND i.indisprimary AND k.ordinal <= i.indnkeyatts;
   EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', target);
   SELECT w.id INTO watch_id FROM carillon.watches w
    WHERE w.relation = target AND w.ended IS NULL AND w.table_name = plain AND w.topic = wanted AND w.key IS NOT DISTINCT FROM keys;
   IF watch_id IS NULL THEN
     UPDATE carillon.watches w SET ended = clock_timestamp()
      WHERE (w.relation = target OR w.table_name = plain OR w.relation IN (SELECT relid FROM pg_partition_tree(target)))
        AND w.ended IS NULL;
     INSERT INTO carillon.watches (relation, table_name, topic, key) VALUES (target, plain, wanted, keys) RETURNING id INTO watch_id;
   END IF;
   PERFORM carillon._drop_triggers(target);
   PERFORM carillon._create_triggers(target, watch_id);
 END $$;
 REVOKE ALL ON FUNCTION carillon.watch(regclass, text) FROM PUBLIC;
 CREATE OR REPLACE FUNCTION carillon._create_triggers(target regclass, watch_id int) RETURNS void LANGUAGE plpgsql
 SET search_path = pg_catalog, pg_temp AS $$
 DECLARE
   routed      boolean := (SELECT relkind = 'p' FROM pg_class WHERE oid = target) OR EXISTS (SELECT FROM pg_inherits WHERE inhrelid = target);
   by_row      boolean := routed OR EXISTS (
     SELECT FROM pg_trigger WHERE tgrelid = target AND NOT tgisinternal AND tgtype & 66 = 0 AND tgtype & 28 <> 0);
   leaf        regclass;
 BEGIN
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
   IF NOT routed THEN
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
 DROP FUNCTION carillon._chosen(text, text[], text[], text);
 DROP FUNCTION carillon._require_watchable(regclass);
 DROP FUNCTION carillon._tables_below(regclass);
 DROP FUNCTION carillon._cover_leaves(regclass);
*/
