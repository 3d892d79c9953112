package dev.carillon.container;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.Driver;

/** An application that inserts the prices 1, 2, 3 …, each in a transaction of its own. */
public final class Load implements AutoCloseable {
  private static final int PERIOD_MILLIS = 20;

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger written = new AtomicInteger();
  private final Connection connection;
  private volatile SQLException failure;

  private Load(Connection connection) {
    this.connection = connection;
  }

  /** Past the server's pool, whose connections belong to the applications that come and go. */
  static Load start() throws SQLException {
    String url = System.getProperty("carillon.jdbc.url");
    Load load = new Load(new Driver().connect(url, new Properties()));
    var unused =
        load.clock.scheduleAtFixedRate(load::insert, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return load;
  }

  /** The last price that is committed. */
  int written() {
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
    return written.get();
  }

  private void insert() {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO stock_price (symbol, price) VALUES ('LOAD', ?)")) {
      insert.setInt(1, written.get() + 1);
      insert.execute();
      written.incrementAndGet();
    } catch (SQLException e) {
      failure = e;
    }
  }

  @Override
  public void close() throws SQLException {
    clock.shutdown();
    await().atMost(60, TimeUnit.SECONDS).until(clock::isTerminated);
    connection.close();
  }
}
