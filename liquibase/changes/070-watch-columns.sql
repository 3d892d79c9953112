--liquibase formatted sql logicalFilePath:carillon/070-watch-columns.sql

--changeset carillon:watch-columns stripComments:false splitStatements:false rollbackSplitStatements:false
--comment: what a watch may leave out of its table, and the trigger functions that leave it out before anything is logged

ALTER TABLE carillon.watches
  ADD COLUMN columns text[],   -- only these are told; null: all
  ADD COLUMN redact  text[],   -- all but these are told; null: all
  ADD COLUMN ops     text[];   -- of insert, update, delete and truncate; null: all

-- Which columns are told at this moment, by a trigger's arguments: those that were to be told when it was made, and, unless the watch
-- says which, those that were added since. These are known by their number: by its name alone a redacted column that was renamed
-- would look like a new one, and be told.
CREATE FUNCTION carillon._kept(args text[]) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF args[3] = '' THEN
    RETURN args[2];
  END IF;
  RETURN args[2]::text[] || ARRAY(
    SELECT a.attname::text FROM carillon.watches w JOIN pg_catalog.pg_attribute a ON a.attrelid = w.relation
     WHERE w.id = args[0]::int AND a.attnum > args[3]::int AND NOT a.attisdropped AND a.attname::text <> ALL (w.redact));
END $$;

-- A row with these columns only: in its own order, with every digit, and without blanks, as row_to_json writes it. One row, but a set:
-- such a function the planner puts into the statement that calls it, which halves its price.
CREATE FUNCTION carillon._only(whole json, kept text[]) RETURNS SETOF json LANGUAGE sql STABLE AS $$
  SELECT ('{' || coalesce(string_agg(to_json(c.name)::text || ':' || c.value::text, ',' ORDER BY c.ordinal), '') || '}')::json
    FROM json_each($1) WITH ORDINALITY c(name, value, ordinal) WHERE c.name = ANY ($2)
$$;

-- The functions below do what those without "kept" in their names do, for watches that leave columns out. They are others, so that
-- watches that tell everything do not pay for it. Arguments: the watch, whether to wake, the columns, the last column's number.
-- Generic plans: PostgreSQL would plan anew for each statement, since it can't guess how many columns are kept.

-- Without it an INSERT is not logged.
CREATE FUNCTION carillon.capture_kept_insert() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = 'iso_8601'
SET bytea_output = 'hex' SET extra_float_digits = 1 SET quote_all_identifiers = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_variable
DECLARE
  kept text[] := carillon._kept(TG_ARGV);
BEGIN
  INSERT INTO carillon.log (watch, leaf, op, new)
    SELECT TG_ARGV[0]::int, (SELECT last_value FROM carillon.leaf), 'I', told.row
      FROM inserted CROSS JOIN LATERAL carillon._only(row_to_json(inserted.*), kept) told("row");
  IF FOUND THEN
    PERFORM carillon._wake();
  END IF;
  RETURN NULL;
END $$;

-- Without it a DELETE is not logged.
CREATE FUNCTION carillon.capture_kept_delete() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = 'iso_8601'
SET bytea_output = 'hex' SET extra_float_digits = 1 SET quote_all_identifiers = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_variable
DECLARE
  kept text[] := carillon._kept(TG_ARGV);
BEGIN
  INSERT INTO carillon.log (watch, leaf, op, old)
    SELECT TG_ARGV[0]::int, (SELECT last_value FROM carillon.leaf), 'D', told.row
      FROM deleted CROSS JOIN LATERAL carillon._only(row_to_json(deleted.*), kept) told("row");
  IF FOUND THEN
    PERFORM carillon._wake();
  END IF;
  RETURN NULL;
END $$;

-- Row by row, as capture_row. What changed only where nobody may look is not logged: that it changed would tell of it, too.
CREATE FUNCTION carillon.capture_kept_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = 'iso_8601'
SET bytea_output = 'hex' SET extra_float_digits = 1 SET quote_all_identifiers = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_variable
DECLARE
  kept text[] := carillon._kept(TG_ARGV);
BEGIN
  INSERT INTO carillon.log (watch, leaf, op, old, new)
    SELECT TG_ARGV[0]::int, (SELECT last_value FROM carillon.leaf), left(TG_OP, 1)::"char",
           CASE WHEN TG_OP <> 'INSERT' THEN before.row END, CASE WHEN TG_OP <> 'DELETE' THEN after.row END
      FROM carillon._only(row_to_json(OLD), kept) before("row") CROSS JOIN carillon._only(row_to_json(NEW), kept) after("row")
     WHERE before.row::text <> after.row::text;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  IF TG_ARGV[1]::boolean THEN
    PERFORM carillon._wake();
  END IF;
  RETURN NULL;
END $$;

-- Without it the rows of a truncated partition would stay with subscribers for ever, as with capture_truncate_leaf.
CREATE FUNCTION carillon.capture_kept_truncate_leaf() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = 'iso_8601'
SET bytea_output = 'hex' SET extra_float_digits = 1 SET quote_all_identifiers = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_variable
BEGIN
  IF (SELECT l.op FROM carillon.log l WHERE l.xid = pg_current_xact_id() AND l.watch = TG_ARGV[0]::int ORDER BY l.lsn DESC LIMIT 1) = 'T' THEN
    RETURN NULL;
  END IF;
  EXECUTE format('INSERT INTO carillon.log (watch, leaf, op, old)
    SELECT $1, (SELECT last_value FROM carillon.leaf), %L, told.row
      FROM %s gone CROSS JOIN LATERAL carillon._only(row_to_json(gone.*), $2) told("row")', 'D', TG_RELID::regclass)
    USING TG_ARGV[0]::int, carillon._kept(TG_ARGV);
  PERFORM carillon._wake();
  RETURN NULL;
END $$;

-- Not capture_kept_row, as not capture_row: whoever adds a partition needs it.
REVOKE ALL ON FUNCTION carillon.capture_kept_insert(), carillon.capture_kept_delete(), carillon.capture_kept_truncate_leaf() FROM PUBLIC;

-- Below each line with a blank in front, since Liquibase makes one line of it. A watch that leaves columns out ends: without what is
-- dropped here it could only tell all.
/* liquibase rollback
 SELECT carillon.unwatch(w.relation) FROM carillon.watches w WHERE w.ended IS NULL AND (w.columns IS NOT NULL OR w.redact IS NOT NULL);
 DROP FUNCTION carillon.capture_kept_truncate_leaf();
 DROP FUNCTION carillon.capture_kept_row();
 DROP FUNCTION carillon.capture_kept_delete();
 DROP FUNCTION carillon.capture_kept_insert();
 DROP FUNCTION carillon._only(json, text[]);
 DROP FUNCTION carillon._kept(text[]);
 ALTER TABLE carillon.watches DROP COLUMN columns, DROP COLUMN redact, DROP COLUMN ops;
*/
