package dev.carillon.durable;

import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import org.jspecify.annotations.Nullable;

/**
 * Where an observer is, and whether this node may do its next round.
 *
 * @param ready false while it is paused, waits for its next try, or another node is at it
 * @param place the last change that it is done with
 * @param tries how often what follows has failed
 * @param refusal why the log can't be continued there; null if it can
 */
record Turn(boolean ready, Position place, int tries, @Nullable ResetReason refusal) {}
