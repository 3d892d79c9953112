package dev.carillon.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The frames of a chunk in the runs in which they are sent. */
record FrameRuns(List<FrameRun> runs) {
  /** So much at a time, so that a slow client that does read is seen to get ahead. */
  private static final int BYTES = 32768;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int TEXT = 0x81;
  private static final int IN_TWO_BYTES = 126;
  private static final int IN_EIGHT_BYTES = 127;
  private static final int MOST_IN_TWO_BYTES = 0xffff;
  private static final int MOST_OF_A_HEAD = 10;

  /** As many in a run as one write should have. */
  static FrameRuns together(List<String> frames) {
    List<FrameRun> runs = new ArrayList<>();
    ByteArrayOutputStream wire = new ByteArrayOutputStream(BYTES + MOST_OF_A_HEAD);
    for (String frame : frames) {
      if (wire.size() > 0 && wire.size() + frame.length() > BYTES) {
        runs.add(run(wire));
      }
      encode(frame, wire);
    }
    runs.add(run(wire));
    return new FrameRuns(runs);
  }

  private static FrameRun run(ByteArrayOutputStream wire) {
    ByteBuffer frames = ByteBuffer.wrap(wire.toByteArray());
    wire.reset();
    return new FrameRun(frames, "");
  }

  /** For a container that takes texts only. */
  static FrameRuns oneByOne(List<String> frames) {
    return new FrameRuns(frames.stream().map(frame -> new FrameRun(NOTHING, frame)).toList());
  }

  /** A whole text frame of a server's, which is not masked (RFC 6455, 5.2). */
  private static void encode(String frame, ByteArrayOutputStream out) {
    byte[] text = frame.getBytes(StandardCharsets.UTF_8);
    out.write(TEXT);
    if (text.length < IN_TWO_BYTES) {
      out.write(text.length);
    } else if (text.length <= MOST_IN_TWO_BYTES) {
      out.write(IN_TWO_BYTES);
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) text.length).array());
    } else {
      out.write(IN_EIGHT_BYTES);
      out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(text.length).array());
    }
    out.writeBytes(text);
  }
}
