package dev.carillon.change;

/**
 * Fired once when a client of the socket is gone, or was found to be.
 *
 * @param socket its name, as {@link SocketOpened} had it
 */
public record SocketClosed(String socket) {}
