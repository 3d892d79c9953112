/**
 * Delivery: one ring of the newest changes for all, and a cursor for each subscriber.
 *
 * <p>Start reading at {@link dev.carillon.stream.Hub}, then {@link dev.carillon.stream.Subscriber}.
 * May use {@code change} and {@code config}. Two kinds of threads run here: the dispatcher, one,
 * which alone touches subscribers and outlets and never blocks; and the replayer's two, which read
 * pages from the log. The listener's thread comes in by {@link dev.carillon.stream.Hub}'s observers
 * and only appends.
 */
@NullMarked
package dev.carillon.stream;

import org.jspecify.annotations.NullMarked;
