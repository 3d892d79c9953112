package dev.carillon.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Connections that write, all in one thread, each with one statement at a time.
 *
 * @param port of PostgreSQL
 */
record Writers(int port, int connections) {
  /**
   * What they have done.
   *
   * @param statements that were committed
   * @param seconds from the first to the last
   * @param micros when the last was done, since 1970
   */
  record Written(long statements, double seconds, long micros) {
    double perSecond() {
      return statements / seconds;
    }
  }

  /**
   * Runs a statement whose only parameter is a number: this one, then those above it by a step
   * each.
   *
   * @throws IOException if one fails
   */
  Written run(String sql, long first, long step, Pace pace) throws IOException {
    try (Selector selector = Selector.open()) {
      Deque<WriterLink> idle = new ArrayDeque<>();
      for (int i = 0; i < connections; i++) {
        WriterLink link = new WriterLink(port, sql);
        link.channel().register(selector, SelectionKey.OP_READ, link);
        idle.add(link);
      }
      try {
        return run(selector, idle, first, step, pace);
      } finally {
        for (SelectionKey key : selector.keys()) {
          ((WriterLink) key.attachment()).close();
        }
      }
    }
  }

  private Written run(Selector selector, Deque<WriterLink> idle, long first, long step, Pace pace)
      throws IOException {
    long began = System.nanoTime();
    long begun = 0;
    long done = 0;
    while (true) {
      long now = System.nanoTime() - began;
      boolean over = begun >= pace.most() || now > pace.within().toNanos();
      if (over && done == begun) {
        return new Written(done, now / 1e9, System.currentTimeMillis() * 1000);
      }
      while (!over && !idle.isEmpty() && begun < pace.most() && pace.due(begun) <= now) {
        idle.remove().execute(first + step * begun++);
      }
      long wait = over || idle.isEmpty() ? 100 : Math.max(0, (pace.due(begun) - now) / 1_000_000);
      if (wait == 0) {
        selector.selectNow();
      } else {
        selector.select(wait);
      }
      for (SelectionKey key : selector.selectedKeys()) {
        WriterLink link = (WriterLink) key.attachment();
        if (link.read()) {
          idle.add(link);
          done++;
        }
      }
      selector.selectedKeys().clear();
    }
  }
}
