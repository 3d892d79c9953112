package dev.carillon.torture;

import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writers, clients and an auditor on a log without any server. */
final class Trial implements AutoCloseable {
  private static final int WRITERS = 8;
  private static final int CLIENTS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestDatabase database;
  private final Verdict verdict = new Verdict();
  private final Truth truth = new Truth(verdict);
  private final Ledger ledger = new Ledger();
  private final Audit audit = new Audit(ledger, truth, verdict);
  private final Auditor auditor;
  private final List<Writer> writers = new ArrayList<>();
  private final List<LogClient> clients = new ArrayList<>();
  private final List<ClientHistory> histories = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * @param hasty whether every commit is asynchronous
   */
  Trial(TestDatabase database, long seed, boolean hasty) throws SQLException {
    this.database = database;
    this.auditor = new Auditor(database.url(), true, audit, truth, verdict);
    try (Connection connection = database.connect()) {
      WatchedTables.create(connection);
    }
    Random random = new Random(seed);
    for (int i = 0; i < WRITERS; i++) {
      writers.add(
          new Writer(
              "writer-" + i,
              database.url(),
              random.nextLong(),
              hasty,
              i % 2 == 0,
              ledger,
              verdict));
    }
    for (int i = 0; i < CLIENTS; i++) {
      List<String> topics = i % 2 == 0 ? List.of("*") : List.of("hot", "chat/*");
      ClientHistory history = new ClientHistory("log client " + i, topics, truth, verdict);
      histories.add(history);
      clients.add(new LogClient(database.url(), random.nextLong(), history));
    }
  }

  void start() {
    start("auditor", auditor);
    clients.forEach(client -> start("client", client));
    writers.forEach(writer -> start("writer", writer));
  }

  Verdict verdict() {
    return verdict;
  }

  /** Transactions so far. */
  int transactions() {
    return ledger.size();
  }

  /** Stops writing, lets everybody read to the end, and holds it all against each other. */
  Verdict finish() throws Exception {
    writers.forEach(Writer::stop);
    awaitEnd("writer");
    close();
    try (LogReader log = new LogReader(database.url())) {
      log.cut();
      long end = auditor.follow(log);
      for (LogClient client : clients) {
        client.finish(log);
      }
      audit.check(log.connection());
      histories.forEach(history -> history.check(end));
    }
    return verdict;
  }

  private void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    threads.add(thread);
    thread.start();
  }

  private void awaitEnd(String name) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                threads.stream()
                    .noneMatch(thread -> thread.getName().startsWith(name) && thread.isAlive()));
  }

  @Override
  public void close() {
    writers.forEach(Writer::stop);
    clients.forEach(LogClient::stop);
    auditor.stop();
    awaitEnd("");
  }
}
