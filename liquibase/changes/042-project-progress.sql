--liquibase formatted sql logicalFilePath:carillon/042-project-progress.sql

--changeset carillon:project-progress stripComments:false splitStatements:false
--comment: how far each project is: right at every commit, and written once a transaction, however many tasks that has changed

-- Derived, and written by these triggers alone; no foreign key, since that would write to it before the end of a transaction.
CREATE TABLE project_progress (
  project int    PRIMARY KEY,
  done    bigint NOT NULL,
  total   bigint NOT NULL,
  -- cut off, not rounded: 100 only if all is done
  percent numeric(4, 1) NOT NULL GENERATED ALWAYS AS (CASE WHEN total = 0 THEN 0 ELSE trunc(100.0 * done / total, 1) END) STORED
) WITH (fillfactor = 50);   -- room on the page for the next figure, so that its index need not grow with each
INSERT INTO project_progress (project, done, total)
  SELECT p.id, count(t.id) FILTER (WHERE t.done), count(t.id) FROM project p LEFT JOIN task t ON t.project = p.id GROUP BY p.id;
SELECT carillon.watch('project_progress', topic => 'progress/{project}');

-- What a transaction owes to the figures. Nobody else ever sees a row of it: all are deleted before the transaction commits. Going
-- back to a savepoint takes back what it must. Unlogged, since after a crash it is empty anyway.
CREATE UNLOGGED TABLE project_progress_owed (
  tx      xid8   NOT NULL DEFAULT pg_current_xact_id(),   -- of the top-level transaction, inside savepoints too
  project int    NOT NULL,
  done    bigint NOT NULL,
  total   bigint NOT NULL,
  PRIMARY KEY (tx, project)
);

CREATE FUNCTION project_progress_owe(project int, done bigint, total bigint) RETURNS void LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  INSERT INTO project_progress_owed AS o (project, done, total) VALUES ($1, $2, $3)
    ON CONFLICT (tx, project) DO UPDATE SET done = o.done + excluded.done, total = o.total + excluded.total;
END $$;
REVOKE ALL ON FUNCTION project_progress_owe(int, bigint, bigint) FROM PUBLIC;   -- with it anybody could falsify a figure

-- Once a statement: without it a figure would miss what the statement did to tasks.
CREATE FUNCTION task_counted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM project_progress_owe(n.project, count(*) FILTER (WHERE n.done), count(*)) FROM now_there n GROUP BY n.project;
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM project_progress_owe(w.project, -count(*) FILTER (WHERE w.done), -count(*)) FROM was_there w GROUP BY w.project;
  ELSIF TG_OP = 'TRUNCATE' THEN   -- BEFORE: nobody else can write by now, and the tasks are still there to be counted
    PERFORM project_progress_owe(t.project, -count(*) FILTER (WHERE t.done), -count(*)) FROM task t GROUP BY t.project;
  ELSE
    PERFORM project_progress_owe(b.project, sum(b.done), sum(b.one))
       FROM (SELECT n.project, n.done::int AS done, 1 AS one FROM now_there n
             UNION ALL SELECT w.project, -w.done::int, -1 FROM was_there w) b
      GROUP BY b.project HAVING sum(b.done) <> 0 OR sum(b.one) <> 0;
  END IF;
  RETURN NULL;
END $$;

-- Without it a new project would have no figure until its first task, and a deleted one would keep its figure.
CREATE FUNCTION project_counted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    PERFORM project_progress_owe(n.id, 0, 0) FROM now_there n;
  END IF;
  IF TG_OP IN ('DELETE', 'UPDATE') THEN   -- UPDATE: of the key
    PERFORM project_progress_owe(w.id, 0, 0) FROM was_there w;
  END IF;
  IF TG_OP = 'TRUNCATE' THEN
    PERFORM project_progress_owe(p.id, 0, 0) FROM project p;
  END IF;
  RETURN NULL;
END $$;

-- At the end of the transaction, all figures at once and in the order of their keys: so two transactions that touch the same projects
-- can't wait for each other, and the figure, which everybody shares, is locked for the length of a commit and not of a transaction.
-- Whoever comes second waits for that lock and adds to what the first has left. Under REPEATABLE READ he is refused instead (40001).
CREATE FUNCTION project_progress_settled() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM project_progress_owed o WHERE o.tx = NEW.tx AND o.project = NEW.project) THEN
    RETURN NULL;   -- settled together with the first
  END IF;
  WITH settled AS (
    DELETE FROM project_progress_owed o WHERE o.tx = NEW.tx RETURNING o.project, o.done, o.total
  ), gone AS (
    DELETE FROM project_progress f USING settled s
     WHERE f.project = s.project AND NOT EXISTS (SELECT FROM project p WHERE p.id = s.project)
  )
  INSERT INTO project_progress AS f (project, done, total)
    SELECT s.project, s.done, s.total FROM settled s
     WHERE EXISTS (SELECT FROM project p WHERE p.id = s.project)
       AND (s.done <> 0 OR s.total <> 0 OR NOT EXISTS (SELECT FROM project_progress k WHERE k.project = s.project))
     ORDER BY s.project
    ON CONFLICT (project) DO UPDATE SET done = f.done + excluded.done, total = f.total + excluded.total;
  RETURN NULL;
END $$;

-- Deferred: without that each statement would write the figure, and hold it until its transaction ends.
CREATE CONSTRAINT TRIGGER project_progress_settled AFTER INSERT ON project_progress_owed DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION project_progress_settled();

-- After the watch of task, which would take them for triggers that may write to it again, and log row by row.
CREATE TRIGGER task_inserted AFTER INSERT ON task REFERENCING NEW TABLE AS now_there FOR EACH STATEMENT EXECUTE FUNCTION task_counted();
CREATE TRIGGER task_updated AFTER UPDATE ON task REFERENCING OLD TABLE AS was_there NEW TABLE AS now_there
  FOR EACH STATEMENT EXECUTE FUNCTION task_counted();
CREATE TRIGGER task_deleted AFTER DELETE ON task REFERENCING OLD TABLE AS was_there FOR EACH STATEMENT EXECUTE FUNCTION task_counted();
CREATE TRIGGER task_truncated BEFORE TRUNCATE ON task FOR EACH STATEMENT EXECUTE FUNCTION task_counted();
CREATE TRIGGER project_inserted AFTER INSERT ON project REFERENCING NEW TABLE AS now_there
  FOR EACH STATEMENT EXECUTE FUNCTION project_counted();
CREATE TRIGGER project_updated AFTER UPDATE ON project REFERENCING OLD TABLE AS was_there NEW TABLE AS now_there
  FOR EACH STATEMENT EXECUTE FUNCTION project_counted();
CREATE TRIGGER project_deleted AFTER DELETE ON project REFERENCING OLD TABLE AS was_there
  FOR EACH STATEMENT EXECUTE FUNCTION project_counted();
CREATE TRIGGER project_truncated BEFORE TRUNCATE ON project FOR EACH STATEMENT EXECUTE FUNCTION project_counted();
--rollback DROP TRIGGER task_inserted ON task;
--rollback DROP TRIGGER task_updated ON task;
--rollback DROP TRIGGER task_deleted ON task;
--rollback DROP TRIGGER task_truncated ON task;
--rollback DROP TRIGGER project_inserted ON project;
--rollback DROP TRIGGER project_updated ON project;
--rollback DROP TRIGGER project_deleted ON project;
--rollback DROP TRIGGER project_truncated ON project;
--rollback DROP TABLE project_progress_owed;
--rollback SELECT carillon.unwatch('project_progress');
--rollback DROP TABLE project_progress;
--rollback DROP FUNCTION project_progress_settled();
--rollback DROP FUNCTION project_counted();
--rollback DROP FUNCTION task_counted();
--rollback DROP FUNCTION project_progress_owe(int, bigint, bigint);
