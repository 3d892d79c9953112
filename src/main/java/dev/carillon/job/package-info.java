/**
 * Jobs: a row that somebody waits for, and a transaction that both changes a row and notifies a raw
 * channel, to see what becomes of each.
 *
 * <p>Start reading at {@link dev.carillon.job.JobResource}, then {@link dev.carillon.job.OpenJobs},
 * which observes the changes. Waiting is no business of this code: {@code GET
 * /api/changes?topic=job/7&wait=30} does it. May use {@code change}. Runs in the container's
 * threads; the observer in the listener's.
 */
@NullMarked
package dev.carillon.job;

import org.jspecify.annotations.NullMarked;
