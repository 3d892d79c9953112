package dev.carillon.change;

import org.jspecify.annotations.Nullable;

/**
 * Fired before the first change, and again if the log can't be continued: the changes after this
 * position follow.
 *
 * @param position where the log stands
 * @param reason why what was fired before can't be continued; null at the start
 */
public record LogOpened(Position position, @Nullable ResetReason reason) {}
