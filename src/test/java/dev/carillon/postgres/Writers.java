package dev.carillon.postgres;

import dev.carillon.TestDatabase;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Applications that insert into {@code t (id, writer)} at the same time, each row in a transaction.
 *
 * @param before what each of them runs before every hundredth row; empty for nothing
 */
record Writers(TestDatabase database, int count, int rows, String before) {

  /** Returns when all is committed. */
  void run() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<Void>> done =
          threads.invokeAll(IntStream.range(0, count).mapToObj(this::writer).toList());
      for (Future<Void> each : done) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private Callable<Void> writer(int writer) {
    return () -> {
      try (Sql own = new Sql(database)) {
        for (int i = 1; i <= rows; i++) {
          if (i % 100 == 0 && !before.isEmpty()) {
            own.run(before);
          }
          own.run("INSERT INTO t VALUES (" + (writer * rows + i) + ", " + writer + ")");
        }
      }
      return null;
    };
  }
}
