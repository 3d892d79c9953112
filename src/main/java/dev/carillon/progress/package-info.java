/**
 * Projects and their tasks: how far each project is, live for everybody who looks, and boards on
 * which several people tick tasks at once.
 *
 * <p>Start reading at {@link dev.carillon.progress.ProjectResource}, then {@link
 * dev.carillon.progress.TaskResource}. How far a project is, is no business of this code: triggers
 * ({@code liquibase/changes/042}) keep it right at every commit, and the log carries it to the
 * topic {@code progress/{project}} once a transaction; {@link dev.carillon.progress.Overview}
 * observes that. May use {@code change}. Runs in the container's threads.
 */
@NullMarked
package dev.carillon.progress;

import org.jspecify.annotations.NullMarked;
