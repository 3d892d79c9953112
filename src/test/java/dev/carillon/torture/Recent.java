package dev.carillon.torture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last few things that happened to somebody, for a counter-example. One thread at a time. */
final class Recent {
  private static final int REMEMBERED = 6;

  private final String who;
  private final Deque<String> events = new ArrayDeque<>();

  Recent(String who) {
    this.who = who;
  }

  void note(String event) {
    if (events.size() == REMEMBERED) {
      events.removeFirst();
    }
    events.addLast(who + " " + event);
  }

  /** Changes in a row are one event. */
  void sees(long n) {
    String begun = events.isEmpty() ? "" : events.getLast();
    int to = begun.indexOf(" to 1.");
    if (begun.contains(" sees 1.")) {
      events.removeLast();
      events.addLast((to < 0 ? begun : begun.substring(0, to)) + " to 1." + n);
    } else {
      note("sees 1." + n);
    }
  }

  /** To be added to. */
  List<String> events() {
    return new ArrayList<>(events);
  }
}
