package dev.carillon.torture;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One run: writers and clients of every kind in a world of two nodes, a nemesis that breaks it, and
 * an auditor that reads along.
 */
final class Torture implements AutoCloseable {
  private static final int WRITERS = 6;
  private static final int CLIENTS_OF_A_KIND = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<List<String>> TOPICS =
      List.of(List.of("*"), List.of("hot"), List.of("bulk", "chat/*"), List.of("chat/b"));

  private final Verdict verdict = new Verdict();
  private final Truth truth = new Truth(verdict);
  private final Ledger ledger = new Ledger();
  private final Audit audit = new Audit(ledger, truth, verdict);
  private final World world;
  private final Auditor auditor;
  private final Bystander bystander;
  private final WakeUps wakeUps;
  private final Nemesis nemesis;
  private final List<Writer> writers = new ArrayList<>();
  private final List<RestlessClient> clients = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /** Starts PostgreSQL and the nodes, but nobody who writes, reads or breaks. */
  Torture(long seed) throws Exception {
    Random random = new Random(seed);
    world = World.start(truth, "adaptive", 64, 256);
    String url = world.server().url(world.database());
    auditor = new Auditor(url, false, audit, truth, verdict);
    bystander = new Bystander(world, verdict);
    wakeUps = new WakeUps(world);
    nemesis = new Nemesis(world, Faults.all(), random.nextLong());
    for (int i = 0; i < WRITERS; i++) {
      writers.add(
          new Writer("writer-" + i, url, random.nextLong(), false, i % 2 == 0, ledger, verdict));
    }
    for (int i = 0; i < CLIENTS_OF_A_KIND; i++) {
      List<String> topics = TOPICS.get(i % TOPICS.size());
      List<Wire> ways = world.ways();
      clients.add(new EventsClient("sse " + i, random.nextLong(), topics, ways, truth, verdict));
      clients.add(new FramesClient("socket " + i, random.nextLong(), topics, ways, truth, verdict));
      clients.add(new PagesClient("pages " + i, random.nextLong(), topics, ways, truth, verdict));
    }
  }

  /** Lets it all loose for so long. */
  void run(Duration length) throws SQLException {
    try (Connection connection = world.connect("torture-setup")) {
      WatchedTables.create(connection);
    }
    start(auditor);
    start(bystander);
    start(wakeUps);
    clients.forEach(RestlessClient::start);
    writers.forEach(this::start);
    nemesis.start();
    new Pauses().pause(length.toMillis() / 1000.0);
  }

  /** Heals the world, lets everybody read to the end, and holds it all against each other. */
  Verdict finish() throws SQLException {
    nemesis.heal();
    writers.forEach(Writer::stop);
    clients.forEach(RestlessClient::settle);
    await().atMost(PATIENCE).until(() -> threads.stream().filter(Thread::isAlive).count() <= 3);
    try (LogReader log = new LogReader(world.server().url(world.database()))) {
      endPrepared(log.connection());
      if (!happens(() -> isInLog(log))) {
        log.cut(); // nobody else did: the ledger says what is missing, and the clients will too
      }
      long end = auditor.follow(log);
      awaitClients(end);
      stop();
      audit.check(log.connection());
      clients.forEach(client -> client.histories().forEach(history -> history.check(end)));
    }
    return verdict;
  }

  /** What was done, in figures. */
  String figures() {
    List<ClientHistory> histories = histories();
    return "%d writers made %s and %d changes, and woke the nodes %d times; %d clients were shown %d changes over %d connections with %d resets; faults %s; nodes started %d times"
        .formatted(
            WRITERS,
            ledger.figures(),
            audit.last(),
            wakeUps.heard(),
            clients.size(),
            histories.stream().mapToLong(ClientHistory::changes).sum(),
            histories.stream().mapToLong(ClientHistory::connections).sum(),
            histories.stream().mapToLong(ClientHistory::resets).sum(),
            nemesis.faults(),
            world.nodes().stream().mapToInt(TortureNode::lives).sum());
  }

  /** How often a writer woke the nodes: else they would look by themselves, once a second. */
  long wakeUps() {
    return wakeUps.heard();
  }

  private boolean isInLog(LogReader log) throws SQLException {
    auditor.follow(log);
    return ledger.isInLog(log.connection());
  }

  /** Those of writers that were stopped before they came back. */
  private static void endPrepared(Connection connection) throws SQLException {
    List<String> left = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT gid FROM pg_prepared_xacts")) {
      while (rows.next()) {
        left.add(rows.getString(1));
      }
      for (String gid : left) {
        statement.execute("ROLLBACK PREPARED '" + gid + "'");
      }
    }
  }

  private void start(Runnable work) {
    Thread thread = new Thread(work, work.getClass().getSimpleName());
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** As long as somebody gets on: on a busy machine there may be a lot to read. */
  private void awaitClients(long end) {
    boolean getsOn = true;
    while (getsOn && !clients.stream().allMatch(client -> client.reaches(end))) {
      long shown = shown();
      getsOn =
          happens(
              () -> shown() > shown || clients.stream().allMatch(client -> client.reaches(end)));
    }
  }

  private long shown() {
    return histories().stream().mapToLong(ClientHistory::progress).sum();
  }

  private List<ClientHistory> histories() {
    return clients.stream().flatMap(client -> client.histories().stream()).toList();
  }

  private static boolean happens(Callable<Boolean> event) {
    try {
      await().atMost(PATIENCE).until(event);
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }

  private void stop() {
    auditor.stop();
    bystander.stop();
    wakeUps.stop();
    clients.forEach(RestlessClient::stop);
  }

  @Override
  public void close() {
    stop();
    writers.forEach(Writer::stop);
    world.close();
  }
}
