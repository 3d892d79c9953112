--liquibase formatted sql logicalFilePath:carillon/092-observer-steering.sql

--changeset carillon:observer-steering stripComments:false splitStatements:false
--comment: how durable observers are, and what people may do to them; all of it waits for the round that is under way, and keeps out the next

CREATE VIEW carillon.observers AS
  SELECT s.observer AS name, p.epoch || '.' || p.n AS position, greatest(b.n - p.n, 0) AS lag,
         CASE WHEN r.refusal IS NOT NULL THEN 'stuck' WHEN s.paused THEN 'paused' WHEN s.tries > 0 THEN 'retrying'
              WHEN (b.epoch, b.n) > (p.epoch, p.n) THEN 'running' ELSE 'idle' END AS state,
         r.refusal, s.tries, s.error, s.try_at, (SELECT count(*) FROM carillon.dead_letter d WHERE d.observer = s.observer) AS dead_letters,
         p.moved_at, p.node
    FROM carillon.observer_state s CROSS JOIN LATERAL carillon._place(s.observer) p CROSS JOIN carillon.bounds() b
   CROSS JOIN LATERAL (SELECT carillon.resume(p.epoch, p.n) AS refusal) r;

-- Keeps an observer's rounds out until the caller's transaction ends. Without it a round could move a place that was just set.
CREATE FUNCTION carillon._hold(observer text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM carillon.observer_state s WHERE s.observer = $1 FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no observer "%"; there are: %', $1, coalesce((SELECT string_agg(s.observer, ', ' ORDER BY s.observer)
      FROM carillon.observer_state s), 'none') USING ERRCODE = 'ZC002';
  END IF;
END $$;

-- When it returns, no round is under way, and none begins.
CREATE FUNCTION carillon.pause_observer(name text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM carillon._hold($1);
  UPDATE carillon.observer_state s SET paused = true WHERE s.observer = $1;
END $$;

-- Goes on where it was, and at once if it was waiting for its next try.
CREATE FUNCTION carillon.resume_observer(name text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM carillon._hold($1);
  UPDATE carillon.observer_state s SET paused = false, try_at = NULL WHERE s.observer = $1;
END $$;

-- Sets an observer to go on after a position, or with the earliest or the latest change of the log; where it is now. Its dead letters from
-- there on are taken away, since it is told of them again. What the audit has it does not copy twice; what it is to skip, a row says there.
CREATE FUNCTION carillon.rewind_observer(name text, "position" text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  bounds  record;
  to_epoch int;
  to_n     bigint;
  refusal text;
  place   carillon.observed;
BEGIN
  PERFORM carillon._hold($1);
  SELECT * INTO bounds FROM carillon.bounds();
  IF $2 = 'earliest' THEN
    SELECT bounds.earliest_epoch, bounds.earliest_n INTO to_epoch, to_n;
  ELSIF $2 = 'latest' THEN
    SELECT bounds.epoch, bounds.n INTO to_epoch, to_n;
  ELSIF $2 ~ '^[1-9][0-9]{0,8}\.(0|[1-9][0-9]{0,17})$' THEN
    SELECT split_part($2, '.', 1)::int, split_part($2, '.', 2)::bigint INTO to_epoch, to_n;
  ELSE
    RAISE EXCEPTION 'position must be earliest, latest or one such as 1.1042, but is "%"', left($2, 100) USING ERRCODE = 'ZC003';
  END IF;
  refusal := carillon.resume(to_epoch, to_n);
  IF refusal IS NOT NULL THEN
    RAISE EXCEPTION 'position % is not in the log (%), which has what follows %.%, up to %.%', $2, refusal,
      bounds.earliest_epoch, bounds.earliest_n, bounds.epoch, bounds.n USING ERRCODE = 'ZC004';
  END IF;
  SELECT o.* INTO place FROM carillon.observed o WHERE o.observer = $1 ORDER BY o.epoch DESC, o.n DESC LIMIT 1 FOR UPDATE;
  IF $1 = 'audit' AND (to_epoch, to_n) > (place.epoch, place.n) THEN
    PERFORM carillon._audit_gap(place, 'skipped', to_epoch, to_n);
  ELSE
    IF $1 = 'audit' THEN   -- in a branch of its own: applications that bundle Carillon have no such table
      DELETE FROM carillon.audit a WHERE a.op = 'gap' AND a.new ->> 'reason' = 'skipped' AND (a.epoch, a.n) > (to_epoch, to_n);
    END IF;
    PERFORM carillon._move(place, to_epoch, to_n, NULL);
  END IF;
  DELETE FROM carillon.dead_letter d WHERE d.observer = $1 AND (d.epoch, d.n) > (to_epoch, to_n);
  UPDATE carillon.observer_state s SET tries = 0, error = NULL, failed_at = NULL, try_at = NULL WHERE s.observer = $1;
  RETURN to_epoch || '.' || to_n;
END $$;

-- Ends the memory of an observer that no application has any more. One that has it begins anew, as on its first day.
CREATE FUNCTION carillon.forget_observer(name text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM carillon._hold($1);
  DELETE FROM carillon.observed o WHERE o.observer = $1;
  DELETE FROM carillon.dead_letter d WHERE d.observer = $1;
  DELETE FROM carillon.observer_state s WHERE s.observer = $1;
END $$;
REVOKE ALL ON FUNCTION carillon.pause_observer(text), carillon.resume_observer(text), carillon.rewind_observer(text, text),
  carillon.forget_observer(text), carillon._observe(text, boolean), carillon._turn(text, text),
  carillon._take_place(text, text, int, bigint, int, bigint), carillon._move_place(text, int, bigint, int, bigint), carillon._succeeded(text),
  carillon._pass_place(text, text, int, bigint, int, bigint),
  carillon._failed(text, text, int, bigint, int, bigint, json, text, int) FROM PUBLIC;
--rollback DROP FUNCTION carillon.forget_observer(text);
--rollback DROP FUNCTION carillon.rewind_observer(text, text);
--rollback DROP FUNCTION carillon.resume_observer(text);
--rollback DROP FUNCTION carillon.pause_observer(text);
--rollback DROP FUNCTION carillon._hold(text);
--rollback DROP VIEW carillon.observers;
