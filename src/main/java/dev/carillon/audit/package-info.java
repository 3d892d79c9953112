/**
 * The audit: who changed what in which row, and when, kept for longer than the log.
 *
 * <p>Start reading at {@link dev.carillon.audit.AuditCopy}, then {@link
 * dev.carillon.audit.AuditResource}. Copying is no business of this code: a function in PostgreSQL
 * ({@code liquibase/changes/063}) copies a page of the log and moves the audit's place in one
 * transaction, so that each change is in it once, whatever dies amid that. May use {@code change};
 * runs in the threads of durable observers, of requests, and in the container's executor.
 */
@NullMarked
package dev.carillon.audit;

import org.jspecify.annotations.NullMarked;
