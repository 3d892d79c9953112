/**
 * The socket: subscriptions, raw channels and publishing over one WebSocket connection.
 *
 * <p>Start reading at {@link dev.carillon.websocket.ChangeSocket}. May use {@code change}, {@code
 * stream} and {@code config}. Frames come in on the container's threads; what goes out is handed to
 * the container by two threads of its own, one frame in flight per session. Pings, where somebody
 * wants them, go out from the container's scheduled executor.
 */
@NullMarked
package dev.carillon.websocket;

import org.jspecify.annotations.NullMarked;
