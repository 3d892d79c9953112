package dev.carillon.bench;

import java.util.Arrays;

/**
 * A response's body in pieces: finds its changes, and of these the two fields that count. One
 * thread.
 */
final class Body {
  /** Who counts. */
  interface Counter {
    void count(long seq, long sentMicros);
  }

  private static final byte[] SEQ = {'"', 's', 'e', 'q', '"', ':'};
  private static final byte[] SENT = {'"', 's', 'e', 'n', 't', '_', 'u', 's', '"', ':'};
  private static final int SHORT = 126;
  private static final int LONG = 127;

  private final boolean frames;
  private final Counter counter;
  private boolean chunked;
  private long left; // of the chunk
  private boolean inSize;
  private byte[] rest = {}; // a line or a frame that goes on with the next read
  private int kept;

  Body(boolean frames, Counter counter) {
    this.frames = frames;
    this.counter = counter;
  }

  void begin(boolean inChunks) {
    chunked = inChunks;
  }

  void take(byte[] bytes, int from, int to) {
    if (!chunked) {
      takeContent(bytes, from, to);
      return;
    }
    int at = from;
    while (at < to) {
      if (left > 0 && !inSize) {
        int length = (int) Math.min(left, to - at);
        takeContent(bytes, at, at + length);
        left -= length;
        at += length;
      } else {
        size(bytes[at++]);
      }
    }
  }

  /** The line between two chunks, with the line's end before it. */
  private void size(byte next) {
    int digit = Character.digit(next, 16);
    if (digit >= 0) {
      left = 16 * (inSize ? left : 0) + digit;
      inSize = true;
    } else if (next == '\n') {
      inSize = false;
    }
  }

  private void takeContent(byte[] bytes, int from, int to) {
    if (kept == 0) {
      keep(bytes, frames ? wholeFrames(bytes, from, to) : wholeLines(bytes, from, to), to);
      return;
    }
    keep(bytes, from, to);
    int done = frames ? wholeFrames(rest, 0, kept) : wholeLines(rest, 0, kept);
    System.arraycopy(rest, done, rest, 0, kept - done);
    kept -= done;
  }

  private void keep(byte[] bytes, int from, int to) {
    int length = to - from;
    if (kept + length > rest.length) {
      rest = Arrays.copyOf(rest, Math.max(kept + length, 2 * rest.length));
    }
    System.arraycopy(bytes, from, rest, kept, length);
    kept += length;
  }

  /** Counts the whole lines; where the first that is not begins. */
  private int wholeLines(byte[] bytes, int from, int to) {
    int start = from;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        if (bytes[start] == 'd') {
          count(bytes, start, i);
        }
        start = i + 1;
      }
    }
    return start;
  }

  /** Likewise frames, which a server does not mask. */
  private int wholeFrames(byte[] bytes, int from, int to) {
    int start = from;
    while (to - start >= 2) {
      int length = bytes[start + 1] & LONG;
      int head = length == LONG ? 10 : length == SHORT ? 4 : 2;
      if (to - start < head) {
        break;
      }
      for (int i = 2; i < head; i++) {
        length = (i == 2 ? 0 : length << 8) | (bytes[start + i] & 0xff);
      }
      if (to - start - head < length) {
        break;
      }
      count(bytes, start + head, start + head + length);
      start += head + length;
    }
    return start;
  }

  private void count(byte[] bytes, int from, int to) {
    int seq = find(SEQ, bytes, from, to);
    int sent = seq < 0 ? -1 : find(SENT, bytes, from, seq);
    if (sent >= 0) {
      counter.count(number(bytes, seq + SEQ.length), number(bytes, sent + SENT.length));
    }
  }

  /** From behind, where both fields are. */
  private static int find(byte[] word, byte[] bytes, int from, int to) {
    for (int i = to - word.length; i >= from; i--) {
      if (bytes[i + 1] == word[1]
          && Arrays.equals(bytes, i, i + word.length, word, 0, word.length)) {
        return i;
      }
    }
    return -1;
  }

  private static long number(byte[] bytes, int from) {
    long number = 0;
    for (int i = from; bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      number = 10 * number + bytes[i] - '0';
    }
    return number;
  }
}
