--liquibase formatted sql logicalFilePath:carillon/060-who.sql

--changeset carillon:who stripComments:false splitStatements:false
--comment: who wrote a change: the application's user where the transaction says so, else the database's

-- By a default and not by the capture functions: they stay as they are, and a change that they learn to log later has its writer, too.
-- The column comes first and empty, since a default that is given with it would sign all changes of before with whoever migrates.
-- A table's lock queues: while it waited for a transaction that is open for hours, every writer would wait behind it. So it is tried
-- for 50 ms at a time; after half a minute the migration fails, and the node tries again.
DO $$
BEGIN
  FOR attempt IN 1..120 LOOP
    BEGIN
      PERFORM set_config('lock_timeout', '50ms', true);
      ALTER TABLE carillon.log ADD COLUMN who text;
      ALTER TABLE carillon.log ALTER COLUMN who SET DEFAULT coalesce(nullif(current_setting('carillon.who', true), ''), session_user);
      RETURN;
    EXCEPTION WHEN lock_not_available THEN
      PERFORM pg_sleep(0.2);
    END;
  END LOOP;
  RAISE EXCEPTION 'carillon.log can''t be given the column "who": some transaction has it locked all the time'
    USING ERRCODE = 'lock_not_available';
END $$;
--rollback ALTER TABLE carillon.log DROP COLUMN who;
