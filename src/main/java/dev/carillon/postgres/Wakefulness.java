package dev.carillon.postgres;

import dev.carillon.config.Wakeup;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether this node sleeps until a writer notifies it, or looks at the log by itself.
 *
 * <p>Asleep is the rule: nobody polls, and a change is told as soon as a NOTIFY can be. But commits
 * that notify queue behind one lock of PostgreSQL's, through their flush to disk. So where
 * transactions come thick and fast, or are seen to queue, the node gets up: it lets go of the locks
 * by which writers see that somebody sleeps, tells the other nodes to get up as well, and looks
 * every other millisecond. When the rush is over it lies down again; until nobody is left who may
 * have seen it up, it is drowsy: notified, and looking all the same. One per connection; the
 * listener's thread only.
 */
final class Wakefulness {
  /** What a node that gets up says on the writers' channel. */
  static final String CALL = "awake";

  private enum State {
    AWAKE,
    DROWSY,
    ASLEEP
  }

  // Far apart, or a steady load between them would have the node get up and lie down all the time
  private static final double HEAVY_PER_SECOND = 400;
  private static final double LIGHT_PER_SECOND = 150;

  /** Below this it is not worth a query whether writers queue. */
  private static final double QUEUEING_PER_SECOND = 5;

  private static final Duration AWAKE_AT_LEAST = Duration.ofMillis(250);
  private static final Duration AWAKE_PAUSE = ListenConnection.SHORTEST;
  private static final Duration DROWSY_PAUSE = Duration.ofMillis(20);

  private final Wakeup wakeup;
  private final ListenConnection connection;
  private final Connection jdbc;
  private final WakeLocks locks;
  private final CommitQueue queue;
  private final Traffic traffic = new Traffic(System.nanoTime());
  private State state = State.AWAKE;
  private long since = System.nanoTime();
  private @Nullable Straddlers straddlers;

  Wakefulness(Wakeup wakeup, ListenConnection connection) {
    this.wakeup = wakeup;
    this.connection = connection;
    this.jdbc = connection.jdbc();
    this.locks = new WakeLocks(jdbc);
    this.queue = new CommitQueue(jdbc);
  }

  /** Begins: writers see from now on that somebody sleeps, if they are to notify at all. */
  void begin() throws SQLException {
    if (wakeup == Wakeup.POLL) {
      state = State.ASLEEP; // between two looks by the clock
    } else {
      lieDown();
    }
  }

  /** How long to wait for a notification before the next look. */
  Duration patience(Duration untilPulse) {
    Duration pause =
        switch (state) {
          case AWAKE -> AWAKE_PAUSE;
          case DROWSY -> DROWSY_PAUSE;
          case ASLEEP -> untilPulse;
        };
    return pause.compareTo(untilPulse) < 0 ? pause : untilPulse;
  }

  /** Whether to look though nobody has said anything. */
  boolean looksByItself() {
    return state != State.ASLEEP;
  }

  /**
   * To be called before each look: what has ended by now, the look sees, so it may be the last one.
   */
  void beforeLook() throws SQLException {
    if (state == State.DROWSY && straddlers != null && straddlers.ended(jdbc)) {
      straddlers = null;
      state = State.ASLEEP;
    }
  }

  /** What a look has brought. */
  void found(int transactions) throws SQLException {
    long now = System.nanoTime();
    traffic.count(transactions, now);
    double rate = traffic.perSecond(now);
    if (state == State.AWAKE) {
      if (rate < LIGHT_PER_SECOND && now - since > AWAKE_AT_LEAST.toNanos()) {
        lieDown();
      }
    } else if (wakeup == Wakeup.ADAPTIVE
        && transactions > 0
        && (rate > HEAVY_PER_SECOND || (rate > QUEUEING_PER_SECOND && queue.isLong(now)))) {
      getUp();
      // After the locks are free: whoever sleeps behind them looks now, and may want them
      connection.notify(ListenSession.WAKE, CALL);
    }
  }

  /** Another node has got up, and let go of locks that may have been those we slept behind. */
  void called() throws SQLException {
    if (wakeup == Wakeup.ADAPTIVE) {
      getUp();
    } else if (wakeup == Wakeup.NOTIFY) {
      lieDown();
    }
  }

  /** Now and then: takes over the locks of a node that has died. */
  void beat() throws SQLException {
    if (wakeup != Wakeup.POLL && state != State.AWAKE && !locks.complete() && locks.take()) {
      drowse();
    }
  }

  private void getUp() throws SQLException {
    locks.release();
    straddlers = null;
    state = State.AWAKE;
    since = System.nanoTime();
  }

  private void lieDown() throws SQLException {
    locks.take();
    drowse();
  }

  private void drowse() throws SQLException {
    straddlers = Straddlers.now(jdbc);
    state = State.DROWSY;
  }
}
