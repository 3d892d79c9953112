/**
 * What is unseen: its number, which falls in all tabs and on all devices over the log, and the
 * digest, a mail that tells a user of all that has been unseen for too long.
 *
 * <p>Start reading at {@link dev.carillon.digest.DigestRounds}, then {@link
 * dev.carillon.digest.Postman}. May use {@code change}; shares the chat's tables, and none of its
 * classes. What is due, PostgreSQL says, by its own clock ({@code liquibase/changes/052}).
 *
 * <p>Each message is in one digest at most, whatever happens: it is marked, and that is committed,
 * before the mail is sent. So a node that dies in between owes its users a digest that they never
 * get; it never sends one twice. Marks are taken back only where the SMTP server itself has said
 * that it did not take the mail and may do so later.
 *
 * <p>Runs in the container's threads; a round in its executor, called by its scheduled one.
 */
@NullMarked
package dev.carillon.digest;

import org.jspecify.annotations.NullMarked;
