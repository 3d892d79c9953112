--liquibase formatted sql logicalFilePath:carillon/014-held.sql

--changeset carillon:held stripComments:false splitStatements:false
--comment: an operator must learn of a log that grows although retention runs, and who is to blame

-- A sentence for the operator where the log is well beyond its size; null if it is not. Retention truncates whole quarters, so a
-- half more is no reason to speak. Whoever may not see other roles' sessions is told the size only.
CREATE FUNCTION carillon.held(max_bytes bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT format('the log takes %s, more than the %s it may; %s', pg_size_pretty(s.size), pg_size_pretty(max_bytes), coalesce(
      (SELECT format('the transaction %L, prepared at %s, holds it back', p.gid, p.prepared::timestamptz(0)) FROM pg_prepared_xacts p
        WHERE p.database = current_database() ORDER BY p.prepared LIMIT 1),
      (SELECT format('process %s (%s), in a transaction since %s, holds it back', a.pid, a.application_name, a.xact_start::timestamptz(0))
         FROM pg_stat_activity a WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.backend_type = 'client backend'
        ORDER BY a.xact_start LIMIT 1),
      'nothing is seen to hold it back'))
    FROM (SELECT sum(pg_total_relation_size(relid)) AS size FROM pg_partition_tree('carillon.log') WHERE isleaf) s
   WHERE s.size > max_bytes * 1.5
$$;
REVOKE ALL ON FUNCTION carillon.held(bigint) FROM PUBLIC;
--rollback DROP FUNCTION carillon.held(bigint);
