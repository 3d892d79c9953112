package dev.carillon.torture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Lets one thing after the other go wrong, sometimes two at a time. A thread of its own. */
final class Nemesis {
  private static final Logger LOG = Logger.getLogger(Nemesis.class.getName());
  private static final double LEAST_QUIET = 0.5;
  private static final double MOST_QUIET = 4;

  /** One in so many strikes has another in its midst. */
  private static final int RARELY = 4;

  private final World world;
  private final List<Fault> faults;
  private final Random random;
  private final Pauses pauses = new Pauses();
  private final Deque<Fault> deck = new ArrayDeque<>();
  private final Map<String, Integer> counts = Collections.synchronizedMap(new TreeMap<>());
  private final Thread thread = new Thread(this::haunt, "nemesis");

  Nemesis(World world, List<Fault> faults, long seed) {
    this.world = world;
    this.faults = faults;
    this.random = new Random(seed);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** How many times each fault was injected. */
  Map<String, Integer> faults() {
    return new TreeMap<>(counts);
  }

  /** Ends all faults, starts what is down, and waits until every node is ready. */
  void heal() {
    pauses.end();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    world.heal();
  }

  private void haunt() {
    while (pauses.pause(Pauses.between(random, LEAST_QUIET, MOST_QUIET))) {
      strike(true);
    }
  }

  private void strike(boolean alone) {
    Fault fault = next();
    Fault.Undo undo;
    try {
      undo = fault.cause().inject(world, random);
    } catch (Exception notNow) {
      LOG.info(() -> "Not now: " + fault.name() + ", since " + notNow);
      return;
    }
    LOG.info(() -> "Begins: " + fault.name());
    counts.merge(fault.name(), 1, Integer::sum);
    double seconds = Pauses.between(random, fault.leastSeconds(), fault.mostSeconds());
    pauses.pause(seconds / 2);
    if (alone && random.nextInt(RARELY) == 0) {
      strike(false);
    }
    pauses.pause(seconds / 2);
    try {
      undo.run();
      LOG.info(() -> "Is over: " + fault.name());
    } catch (Exception overtaken) {
      LOG.log(Level.INFO, "Can't undo " + fault.name(), overtaken);
    }
  }

  /** Each fault comes once before any comes again. */
  private Fault next() {
    if (deck.isEmpty()) {
      List<Fault> shuffled = new ArrayList<>(faults);
      Collections.shuffle(shuffled, random);
      deck.addAll(shuffled);
    }
    return deck.removeFirst();
  }
}
