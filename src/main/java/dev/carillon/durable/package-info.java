/**
 * Durable observers: beans that are told of every change, each in a transaction that has their
 * place in the log as well.
 *
 * <p>Start reading at {@link dev.carillon.durable.DurableRounds}, then {@link
 * dev.carillon.durable.BeanRound}. May use {@code change} and {@code config}; finds its observers
 * by a portable extension of CDI. Places, tries and dead letters are kept by PostgreSQL ({@code
 * liquibase/changes/090} to {@code 092}).
 *
 * <p>Rounds run in a few threads of their own, one at a time for each observer, called by the
 * listener's thread and by the container's clock; neither waits.
 */
@NullMarked
package dev.carillon.durable;

import org.jspecify.annotations.NullMarked;
