/**
 * Events over HTTP: server-sent events to any number of clients, without a thread or a queue for
 * any of them.
 *
 * <p>Start reading at {@link dev.carillon.sse.EventsServlet}, then {@link
 * dev.carillon.sse.NonBlockingSink}. May use {@code change}, {@code stream} and {@code config}.
 * Requests come in on the container's threads; all writing is done by {@code stream}'s dispatcher.
 */
@NullMarked
package dev.carillon.sse;

import org.jspecify.annotations.NullMarked;
