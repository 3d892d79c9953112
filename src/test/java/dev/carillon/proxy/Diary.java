package dev.carillon.proxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a viewer has met with. It expects the rows 1, 2, 3 … and keeps only what is not so.
 * Thread-safe.
 */
final class Diary {
  private static final int MOST = 10;

  private final List<String> complaints = new ArrayList<>();
  private Duration longestAway = Duration.ZERO;
  private long leftAt;
  private int rows;
  private int arrivals;
  private boolean here;

  synchronized void arrives() {
    Duration away = Duration.ofNanos(System.nanoTime() - leftAt);
    longestAway = arrivals > 0 && away.compareTo(longestAway) > 0 ? away : longestAway;
    here = true;
    arrivals++;
  }

  /** Its stream ended, if it had one. */
  synchronized void leaves(String why) {
    if (here) {
      leftAt = System.nanoTime();
    } else {
      complains("could not come: " + why);
    }
    here = false;
  }

  synchronized void sees(int row) {
    if (row == rows + 1) {
      rows = row;
    } else {
      complains("row " + row + " after row " + rows);
    }
  }

  synchronized void complains(String what) {
    if (complaints.size() < MOST) {
      complaints.add(what);
    }
  }

  /** Whether it has a stream that is ready. */
  synchronized boolean isHere() {
    return here;
  }

  /** It has seen the rows from 1 to this one, each once. */
  synchronized int rows() {
    return rows;
  }

  synchronized int returns() {
    return Math.max(0, arrivals - 1);
  }

  /** The longest time from the end of a stream to the next one's ready. */
  synchronized Duration longestAway() {
    return longestAway;
  }

  /** What should not have happened to it. */
  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }
}
