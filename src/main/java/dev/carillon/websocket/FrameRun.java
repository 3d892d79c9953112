package dev.carillon.websocket;

import java.nio.ByteBuffer;

/**
 * Some frames that are sent together: encoded once, for all who stand at the same place.
 *
 * @param leading all but the last, as they are on the wire
 * @param last the last one's text
 */
record FrameRun(ByteBuffer leading, String last) {
  /** About how many bytes it has. */
  int length() {
    return leading.limit() + last.length();
  }

  /**
   * The leading frames to write: a place of one's own in bytes that all share. Not a read-only one,
   * of which Tyrus makes a copy.
   */
  ByteBuffer toWrite() {
    return leading.duplicate();
  }
}
