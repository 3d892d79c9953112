package dev.carillon.torture;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * A client that connects to one node after the other, stays for a random time and cuts off at a
 * random instant, until it is told to settle. A thread of its own.
 */
abstract class RestlessClient {
  /** No byte for so long, and the connection is taken for dead: three heartbeats. */
  static final double SILENCE_SECONDS = 3.0 * TortureNode.HEARTBEAT.toSeconds();

  private static final double LEAST_STAY = 0.05;
  private static final double MOST_STAY = 8;

  private final String name;
  private final List<Wire> nodes;
  private final Verdict verdict;
  private final Random random;
  private final Pauses pauses = new Pauses();
  private final Thread thread;
  private volatile boolean settled;
  private volatile long leavesAt;

  /**
   * @param name a name for people, such as {@code sse 3}
   * @param seed the same seed, the same stays and pauses
   * @param nodes the way to each node
   */
  RestlessClient(String name, long seed, List<Wire> nodes, Verdict verdict) {
    this.name = name;
    this.nodes = nodes;
    this.verdict = verdict;
    this.random = new Random(seed);
    this.thread = new Thread(this::live, name);
    thread.setDaemon(true);
  }

  /** What it was shown; a client with several subscriptions has several. */
  abstract List<ClientHistory> histories();

  /**
   * Connects once, and stays until it {@link #leaves} or is sent away.
   *
   * @throws IOException if the connection fails, which is no wonder here
   */
  abstract void visit(Wire node) throws IOException;

  void start() {
    thread.start();
  }

  /** From now on it stays where it is, and comes back only if it is sent away. */
  void settle() {
    settled = true;
  }

  /** Whether it has seen, or need not see, everything up to here. */
  boolean reaches(long n) {
    return histories().stream().allMatch(history -> history.reaches(n));
  }

  void stop() {
    pauses.end();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Random random() {
    return random;
  }

  boolean settled() {
    return settled;
  }

  /** Whether its time on this connection is over. */
  boolean leaves() {
    return pauses.areOver() || (!settled && System.nanoTime() - leavesAt > 0);
  }

  /** Waits on a connection; false if it should give it up. */
  boolean pause(double seconds) {
    return pauses.pause(seconds) && !leaves();
  }

  /** It was sent what it should not have been sent. */
  void complain(String sentence) {
    verdict.violated(new Violation("I7", name + " " + sentence, List.of()));
  }

  private void live() {
    do {
      leavesAt = System.nanoTime() + (long) (1e9 * Pauses.between(random, LEAST_STAY, MOST_STAY));
      try {
        visit(nodes.get(random.nextInt(nodes.size())));
      } catch (IOException sentAway) {
        // it comes back
      } catch (RuntimeException e) {
        complain("can't read what it is sent: " + e);
      }
    } while (pauses.pause(untilTheNext()));
  }

  /** At once or after a while, but never so soon that a node that is down keeps it spinning. */
  private double untilTheNext() {
    return settled || random.nextBoolean()
        ? Pauses.between(random, 0.02, 0.2)
        : Pauses.between(random, 0.2, 2);
  }
}
