/**
 * The log in PostgreSQL: waking up, cutting, reading, and bringing the schema up to date.
 *
 * <p>Start reading at {@link dev.carillon.postgres.Listener}. May use {@code change} and {@code
 * config}; nobody uses it: CDI wires it by the ports of {@code change}. One thread of its own runs
 * here, the listener's; {@link dev.carillon.postgres.PooledHistory} runs in its callers' threads.
 * {@link dev.carillon.postgres.Doctor} has a {@code Check} for each thing that may be wrong; it
 * runs in the container's threads. {@link dev.carillon.postgres.ObserverMethods} and {@link
 * dev.carillon.postgres.WatchedEntities} are called by CDI while the application is deployed.
 */
@NullMarked
package dev.carillon.postgres;

import org.jspecify.annotations.NullMarked;
