package dev.carillon.stream;

import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import org.jspecify.annotations.Nullable;

/**
 * Where a subscriber begins.
 *
 * @param position it is given everything after this
 * @param reset why it is not given what it asked for; null if it is
 * @param opening how many times the log had been opened when this place was found
 */
public record Start(Position position, @Nullable ResetReason reset, int opening) {}
