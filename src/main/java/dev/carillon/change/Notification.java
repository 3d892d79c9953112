package dev.carillon.change;

/**
 * A raw NOTIFY as PostgreSQL delivered it: ephemeral, at most once, without a position.
 *
 * @param channel the channel it was sent to
 * @param pid process id of the backend that sent it
 * @param payload what was sent; empty if nothing was
 */
public record Notification(String channel, int pid, String payload) {}
