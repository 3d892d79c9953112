package dev.carillon.stream;

import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import dev.carillon.change.SnapshotPlace;
import org.jspecify.annotations.Nullable;

/**
 * Where a subscriber begins.
 *
 * @param position it is given everything after this
 * @param reset why it is not given what it asked for; null if it is
 * @param snapshot rows to be given first, all of this position or what is left of them; null: none
 * @param opening how many times the log had been opened when this place was found
 */
public record Start(
    Position position,
    @Nullable ResetReason reset,
    @Nullable SnapshotPlace snapshot,
    int opening) {}
