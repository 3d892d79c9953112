--liquibase formatted sql logicalFilePath:carillon/091-observer-rounds.sql

--changeset carillon:observer-rounds stripComments:false splitStatements:false
--comment: a round of a durable observer: whose turn it is, taking the place, moving it, and what becomes of a change that fails

-- Where an observer is. Without it each who asks would have to know that the newest row is meant, should there ever be two.
CREATE FUNCTION carillon._place(observer text) RETURNS SETOF carillon.observed LANGUAGE sql STABLE AS $$
  SELECT o.* FROM carillon.observed o WHERE o.observer = $1 ORDER BY o.epoch DESC, o.n DESC LIMIT 1
$$;

-- Makes an observer known, where the log stands or where it begins; nothing if it is known. Two nodes may do so at once.
CREATE FUNCTION carillon._observe(observer text, earliest boolean) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO carillon.observer_state (observer) VALUES ($1) ON CONFLICT DO NOTHING;
  IF FOUND AND NOT EXISTS (SELECT FROM carillon._place($1)) THEN
    INSERT INTO carillon.observed (observer, epoch, n)
      SELECT $1, CASE WHEN $2 THEN b.earliest_epoch ELSE b.epoch END, CASE WHEN $2 THEN b.earliest_n ELSE b.n END FROM carillon.bounds() b;
  END IF;
END $$;

-- Where an observer is, and whether this node may do its next round; locks nothing. No row: it is not known yet. Whoever has just moved it
-- is let go on for half a second: nodes that take turns at every change would read each page twice.
CREATE FUNCTION carillon._turn(observer text, node text, OUT ready boolean, OUT epoch int, OUT n bigint, OUT tries int, OUT refusal text)
RETURNS SETOF record LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT NOT s.paused AND coalesce(s.try_at <= clock_timestamp(), true)
           AND (p.node IS NOT DISTINCT FROM $2 OR p.moved_at < clock_timestamp() - interval '500 ms' OR p.moved_at > clock_timestamp()),
         p.epoch, p.n, s.tries, carillon.resume(p.epoch, p.n)
    FROM carillon.observer_state s CROSS JOIN LATERAL carillon._place(s.observer) p WHERE s.observer = $1
$$;

-- Takes an observer's place for the caller's transaction, if it still is this one and the log has both it and where it is to be moved to;
-- false if not, or if somebody else has it, or it is paused. Waits for nobody. The node's backend looks every few seconds whether
-- the node is there: else one that loses its power would keep the place until TCP gives up, which takes hours.
CREATE FUNCTION carillon._take_place(observer text, node text, epoch int, n bigint, to_epoch int, to_n bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM carillon.observer_state s WHERE s.observer = $1 AND NOT s.paused FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM FROM carillon._take($1) p WHERE (p.epoch, p.n) = ($3, $4);
  IF NOT FOUND OR $5 IS NOT NULL AND (carillon.resume($3, $4) IS NOT NULL OR carillon.resume($5, $6) IS NOT NULL) THEN
    RETURN false;
  END IF;
  PERFORM set_config('carillon.node', $2, true), set_config('tcp_keepalives_idle', '5', true),
          set_config('tcp_keepalives_interval', '5', true), set_config('tcp_keepalives_count', '3', true);
  RETURN true;
END $$;

-- Forgets the failures. Without the condition each round would leave a dead row.
CREATE FUNCTION carillon._succeeded(observer text) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  UPDATE carillon.observer_state s SET tries = 0, error = NULL, failed_at = NULL, try_at = NULL WHERE s.observer = $1 AND s.tries > 0
$$;

-- Moves a place that was taken. What failed before has not, this time.
CREATE FUNCTION carillon._move_place(observer text, epoch int, n bigint, to_epoch int, to_n bigint) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM carillon.observed o WHERE (o.observer, o.epoch, o.n) = ($1, $2, $3);
  INSERT INTO carillon.observed (observer, epoch, n) VALUES ($1, $4, $5);
  SELECT carillon._succeeded($1)
$$;

-- Moves a place past what an observer does not want; whether it could. Nobody waits for the disk: what a crash takes back is moved again.
CREATE FUNCTION carillon._pass_place(observer text, node text, epoch int, n bigint, to_epoch int, to_n bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT carillon._take_place($1, $2, $3, $4, $5, $6) THEN
    RETURN false;
  END IF;
  PERFORM set_config('synchronous_commit', 'off', true), carillon._move_place($1, $3, $4, $5, $6);
  RETURN true;
END $$;

-- Counts one more failure of what follows a place; after so many (0: never) the change becomes a dead letter, and the place moves past it.
-- When it is to be tried again: in 0.1 s, doubling to a minute, each spread by half; 0 if it was given up, null if it is no longer there.
CREATE FUNCTION carillon._failed(observer text, node text, epoch int, n bigint, to_epoch int, to_n bigint, change json, error text, most int)
RETURNS interval LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  failures int;
  pause    interval;
BEGIN
  IF NOT carillon._take_place($1, $2, $3, $4, NULL, NULL) THEN
    RETURN NULL;
  END IF;
  SELECT s.tries + 1 INTO failures FROM carillon.observer_state s WHERE s.observer = $1;
  IF $9 > 0 AND failures >= $9 THEN
    INSERT INTO carillon.dead_letter AS d (observer, epoch, n, change, error, tries) VALUES ($1, $5, $6, $7, $8, failures)
      ON CONFLICT (observer, epoch, n) DO UPDATE SET error = excluded.error, tries = d.tries + excluded.tries, at = excluded.at;
    PERFORM carillon._move_place($1, $3, $4, $5, $6), carillon._succeeded($1);
    RETURN interval '0';
  END IF;
  pause := make_interval(secs => least(60, 0.1 * 2 ^ least(failures - 1, 20)) * (0.5 + random() / 2));
  UPDATE carillon.observer_state s SET tries = failures, error = $8, failed_at = clock_timestamp(), try_at = clock_timestamp() + pause
   WHERE s.observer = $1;
  RETURN pause;
END $$;
--rollback DROP FUNCTION carillon._failed(text, text, int, bigint, int, bigint, json, text, int);
--rollback DROP FUNCTION carillon._pass_place(text, text, int, bigint, int, bigint);
--rollback DROP FUNCTION carillon._move_place(text, int, bigint, int, bigint);
--rollback DROP FUNCTION carillon._succeeded(text);
--rollback DROP FUNCTION carillon._take_place(text, text, int, bigint, int, bigint);
--rollback DROP FUNCTION carillon._turn(text, text);
--rollback DROP FUNCTION carillon._observe(text, boolean);
--rollback DROP FUNCTION carillon._place(text);
