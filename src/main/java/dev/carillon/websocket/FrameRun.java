package dev.carillon.websocket;

import java.nio.ByteBuffer;

/**
 * What a container is handed at one go: encoded once, for all who stand at the same place.
 *
 * @param wire frames as they are on the wire; none for a container that takes texts one by one
 * @param text the text that such a container takes
 */
record FrameRun(ByteBuffer wire, String text) {
  /** About how many bytes it has. */
  int length() {
    return wire.limit() + text.length();
  }

  /**
   * The frames to write: a place of one's own in bytes that all share. Not a read-only one, of
   * which Tyrus makes a copy.
   */
  ByteBuffer toWrite() {
    return wire.duplicate();
  }
}
