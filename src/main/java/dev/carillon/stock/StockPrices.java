package dev.carillon.stock;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stored prices. Each call is a transaction, or joins its caller's. */
@Stateless
public class StockPrices {
  @PersistenceContext private EntityManager entities;

  /** Stores a price; that anybody is told is the trigger's doing. */
  public StockPrice add(String symbol, BigDecimal price) {
    // PostgreSQL keeps microseconds: the answer must say what is stored
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    StockPrice added = new StockPrice(symbol, price, now);
    entities.persist(added);
    entities.flush(); // the database gives the id
    return added;
  }

  public @Nullable StockPrice find(long id) {
    return entities.find(StockPrice.class, id);
  }

  /** The newest prices, newest first. */
  public List<StockPrice> newest(int limit) {
    return entities
        .createQuery("SELECT p FROM StockPrice p ORDER BY p.id DESC", StockPrice.class)
        .setMaxResults(limit)
        .getResultList();
  }

  /** The newest price of each symbol, in no order. Reads the whole table. */
  public List<StockPrice> latest() {
    return entities
        .createQuery(
            "SELECT p FROM StockPrice p"
                + " WHERE p.id IN (SELECT MAX(q.id) FROM StockPrice q GROUP BY q.symbol)",
            StockPrice.class)
        .getResultList();
  }

  /** The prices after an id, oldest first. */
  public List<StockPrice> after(long id, int limit) {
    return entities
        .createQuery("SELECT p FROM StockPrice p WHERE p.id > :id ORDER BY p.id", StockPrice.class)
        .setParameter("id", id)
        .setMaxResults(limit)
        .getResultList();
  }

  public void deleteAll() {
    entities.createQuery("DELETE FROM StockPrice").executeUpdate();
  }
}
