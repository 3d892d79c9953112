package dev.carillon.durable;

import dev.carillon.TestDatabase;
import dev.carillon.change.Change;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Page;
import dev.carillon.change.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The durable observers of a node, without its container: with a listener that asks every 10 ms.
 */
final class ObserverNode implements AutoCloseable {
  private final JdbcTransactions transactions;
  private final DurableThreads threads = new DurableThreads(ObserverNode::daemon);
  private final ScheduledExecutorService clock =
      Executors.newScheduledThreadPool(2, ObserverNode::daemon);
  private final Places places;
  private final SqlHistory history;
  private final List<Resident> residents = new ArrayList<>();
  private final List<Work> works = new ArrayList<>();
  private final DurableRounds rounds;

  ObserverNode(TestDatabase database, String name) {
    PGSimpleDataSource source = (PGSimpleDataSource) database.dataSource();
    source.setApplicationName(name);
    transactions = new JdbcTransactions(source);
    places = new Places(transactions.pool(), name);
    history = new SqlHistory(transactions.pool());
    rounds = new DurableRounds(residents, new Observers(transactions.pool()), threads, clock);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "test-durable");
    thread.setDaemon(true);
    return thread;
  }

  ObserverNode with(String observer) {
    return with(observer, 10, 100, change -> false);
  }

  ObserverNode with(String observer, int tries, int batch, Predicate<Change> fails) {
    Work work = new TestWork(observer, tries, batch, transactions.pool(), fails);
    works.add(work);
    Horizon horizon = new Horizon();
    Round round = new BeanRound(work, places, history, transactions, horizon, threads::isStopped);
    Runner runner = new Runner(observer, round, threads, clock);
    residents.add(new Resident(runner, work::wants, horizon));
    return this;
  }

  ObserverNode start() {
    Position newest = history.newest();
    rounds.opened(new LogOpened(newest, null));
    clock.execute(() -> listen(newest));
    return this;
  }

  private void listen(Position after) {
    Page page = history.read(after, 1000, 1 << 20);
    page.changes().forEach(rounds::changed);
    var unused = clock.schedule(() -> listen(page.end()), 10, TimeUnit.MILLISECONDS);
  }

  JdbcTransactions transactions() {
    return transactions;
  }

  Redelivery redelivery() {
    return new Redelivery(works, new DeadLetters(transactions.pool()), transactions);
  }

  /** As a process that is killed: from now on it says nothing to anybody. */
  void kill() {
    transactions.vanish();
    clock.shutdownNow();
    threads.stop();
  }

  @Override
  public void close() {
    rounds.stop();
    clock.shutdownNow();
  }
}
