/**
 * The chat: messages in channels and direct questions, stored for ever; who has not read what; who
 * is here.
 *
 * <p>Start reading at {@link dev.carillon.chat.MessageResource}, then {@link
 * dev.carillon.chat.Attendance}. May use {@code change}. Its rules are in PostgreSQL ({@code
 * liquibase/changes/032} to {@code 034}), so that psql is held to them too. {@link
 * dev.carillon.chat.LatestMessages} observes the changes.
 *
 * <p>Presence is rows like all else, so that joins and leaves come in order, over the log, on every
 * node, and a page that was away catches up. A node stores a row for each socket that names a user
 * and a channel, and strikes it when the socket closes or leaves pings unanswered for three
 * seconds; so a browser that vanishes is gone after four. The node itself vouches for its rows by a
 * beat each second; what has not been vouched for in three seconds, any other node deletes. A node
 * that was frozen finds its beat gone and stores its rows again. Ephemeral notifications would need
 * every browser to repeat itself to all others, and would forget everybody with the listening
 * connection.
 *
 * <p>Runs in the container's threads; the beat in its executor, called by its scheduled one, only
 * while somebody is here.
 */
@NullMarked
package dev.carillon.chat;

import org.jspecify.annotations.NullMarked;
