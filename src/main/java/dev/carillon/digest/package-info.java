/**
 * What is unseen: its number, which falls in all tabs and on all devices over the log, and the
 * digest, a mail that tells a user of all that has been unseen for too long.
 *
 * <p>Start reading at {@link dev.carillon.digest.DigestRounds}, which puts who is owed a mail into
 * an outbox, then {@link dev.carillon.digest.DigestDelivery}, the durable observer that mails what
 * is in there. May use {@code change}; shares the chat's tables, and none of its classes. What is
 * due, PostgreSQL says, by its own clock ({@code liquibase/changes/093}, {@code 094}).
 *
 * <p>Each message is in one digest at most, whatever happens: it is marked, and that is committed
 * in a transaction of its own, before the mail is sent. So a node that dies in between owes its
 * users a digest that they never get; it never sends one twice, also if it is told of it again.
 * Marks are taken back only where the SMTP server itself has said that it did not take the mail and
 * may do so later. Where none can be reached nothing is taken, and the observer tries again.
 *
 * <p>Runs in the container's threads; a round in its executor, called by its scheduled one, and the
 * mailing in a thread of durable observers. While that talks to the SMTP server the transaction of
 * its place is open, and locks nothing that others want.
 */
@NullMarked
package dev.carillon.digest;

import org.jspecify.annotations.NullMarked;
