package dev.carillon.torture;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** Inserts, updates and deletes a few rows a transaction, until it is stopped. */
final class PlainWriter {
  private static final double PACE_SECONDS = 0.01;

  private final World world;
  private final Random random = new Random(1);
  private final Pauses pauses = new Pauses();
  private final Thread thread = new Thread(this::write, "writer");

  PlainWriter(World world) {
    this.world = world;
  }

  void start() {
    thread.start();
  }

  void stop() throws InterruptedException {
    pauses.end();
    thread.join();
  }

  private void write() {
    do {
      try (Connection connection = world.connect(Faults.WRITER);
          Statement statement = connection.createStatement()) {
        while (pauses.pause(PACE_SECONDS)) {
          statement.execute(transaction());
        }
      } catch (SQLException down) {
        // it is a fault's doing, and over soon
      }
    } while (pauses.pause(10 * PACE_SECONDS));
  }

  /** One string is one transaction. */
  private String transaction() {
    return switch (random.nextInt(4)) {
      case 0 -> "UPDATE stock_price SET price = price + 1 WHERE id % 50 = " + random.nextInt(50);
      case 1 ->
          "INSERT INTO message (sender, channel, content) VALUES (1, 'general', 'a'), (2, 'b', '')";
      case 2 ->
          "INSERT INTO stock_price (symbol, price) SELECT 'A', i FROM generate_series(1, 20) i";
      default ->
          "DELETE FROM stock_price WHERE id % 40 = 7; UPDATE appuser SET fullname = 'X' || now()";
    };
  }
}
