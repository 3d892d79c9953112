package org.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.testkit.Changes;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The application from outside. */
class OrdersIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static RunningOrders orders;

  @BeforeAll
  static void start() throws Exception {
    orders = RunningOrders.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (orders != null) {
      orders.close();
    }
  }

  @Test
  void tellsItsPageAndItsObserversOfAnOrder() throws Exception {
    try (Changes changes = Changes.of(orders.url())) {
      assertEquals(
          200, orders.post("/api/orders", "{\"item\":\"book\",\"price\":\"10.00\"}").statusCode());

      changes.expect("orders").insert().where("item", "book").where("price", "10.00").within(SOON);
      changes.expect("invoice").insert().where("amount", "10.00").within(SOON);
      assertEquals("10.00", orders.get("/api/orders/turnover").body());
      changes.expectNothing("orders", Duration.ofMillis(200));
    }
  }

  @Test
  void tellsOfWhatPsqlDoes() throws Exception {
    try (Changes changes = Changes.of(orders.url());
        Connection database = orders.postgres().getPostgresDatabase().getConnection();
        Statement statement = database.createStatement()) {
      statement.execute("INSERT INTO orders (id, item, price) VALUES (-1, 'pen', 0.00)");
      statement.execute("UPDATE orders SET item = 'pencil' WHERE id = -1");

      changes.expect("orders").insert().key("id", -1).within(SOON);
      changes
          .expect("orders")
          .update()
          .key("id", -1)
          .was("item", "pen")
          .where("item", "pencil")
          .within(SOON);
    }
  }

  @Test
  void servesThePageAndTheClient() throws Exception {
    assertTrue(orders.get("/").body().contains("<h1>Orders, live</h1>"));
    assertTrue(orders.get("/carillon.js").body().contains("export class ChangeStream"));
  }
}
