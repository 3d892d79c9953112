package dev.carillon.container;

import dev.carillon.change.Change;
import dev.carillon.change.Changed;
import dev.carillon.change.Durable;
import dev.carillon.change.EntityChange;
import dev.carillon.change.Row;
import dev.carillon.change.Topic;
import dev.carillon.stock.StockPrice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An application's durable observer: books each price by JPA, and fails now and then. */
@ApplicationScoped
public class Bookkeeper {
  /** What is never booked. */
  static final String REFUSED = "REFUSED";

  private final AtomicInteger calls = new AtomicInteger();

  @PersistenceContext private EntityManager entities;
  @Inject private UserTransaction transaction;
  @Inject private Desk desk;

  void book(@Observes @Durable("bookkeeper") @Topic("stock_*") Change change)
      throws SystemException {
    Row price = change.newRow();
    if (price == null || !price.text("symbol").startsWith("BOOK")) {
      return;
    }
    book(Long.parseLong(price.text("id")), desk.name());
    int call = calls.incrementAndGet();
    if (call % 7 == 0) {
      throw new IllegalStateException("on purpose, after it was written");
    } else if (call % 11 == 0) {
      transaction.setRollbackOnly();
    }
  }

  void check(
      @Observes @Durable(value = "checker", tries = 2) @Changed(StockPrice.class)
          EntityChange<StockPrice> change) {
    @Nullable StockPrice price = change.newEntity();
    if (price != null && price.getSymbol().equals(REFUSED)) {
      throw new IllegalArgumentException("refused on purpose");
    }
    if (price != null && price.getSymbol().startsWith("BOOK")) {
      book(price.getId(), "checker");
    }
  }

  /** At once: JPA orders what it writes at the end of a transaction as it likes. */
  private void book(long price, String by) {
    entities.persist(new Booking(price, by));
    entities.flush();
  }

  /** Whether an observer has a request of its own. */
  @RequestScoped
  public static class Desk {
    public String name() {
      return "bookkeeper";
    }
  }
}
