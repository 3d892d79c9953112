--liquibase formatted sql logicalFilePath:carillon/030-appuser-role.sql

--changeset carillon:appuser-role stripComments:false
--comment: customers ask, staff answers
ALTER TABLE appuser ADD role varchar NOT NULL DEFAULT 'customer';
-- Not by an UPDATE, which the table's watch would log: a new log begins without a change that nobody made.
ALTER TABLE appuser ALTER role TYPE varchar USING CASE fullname WHEN 'Charlie' THEN 'staff' ELSE role END;
ALTER TABLE appuser ADD CONSTRAINT appuser_role CHECK (role IN ('customer', 'staff'));
--rollback ALTER TABLE appuser DROP role;
