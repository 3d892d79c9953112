package dev.carillon.stock;

import dev.carillon.change.Change;
import dev.carillon.change.EntityReader;
import dev.carillon.change.ListenerStatus;
import dev.carillon.change.LiveCopy;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Row;
import dev.carillon.change.Topic;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The latest price of each symbol, by its id. Only a look at all rows could tell it, so it is kept
 * in memory and told by whoever commits, on whatever node or in psql. Thread-safe.
 */
@Singleton
public class LatestPrices {
  /**
   * By hand, and not by observing an {@code EntityChange}: while nobody asks, nothing need be read.
   */
  static final EntityReader<StockPrice> PRICES = EntityReader.of(StockPrice.class);

  private final LiveCopy<SortedMap<String, StockPrice>> copy;

  @Inject
  LatestPrices(StockPrices prices, ListenerStatus listener) {
    copy =
        new LiveCopy<>(
            listener::isConnected, () -> bySymbol(prices.latest()), LatestPrices::follows);
  }

  /** In the listener's thread, as what follows; both only touch memory. */
  void opened(@Observes LogOpened log) {
    copy.opened();
  }

  void changed(@Observes @Topic("stock_price") Change change) {
    copy.changed(change);
  }

  /** By symbol. */
  public List<StockPrice> all() {
    return copy.ask(latest -> List.copyOf(latest.values()));
  }

  static SortedMap<String, StockPrice> bySymbol(List<StockPrice> prices) {
    SortedMap<String, StockPrice> latest = new TreeMap<>();
    prices.forEach(price -> offer(latest, price));
    return latest;
  }

  /** False where the latest is the latest no more: which one is, memory does not know. */
  static boolean follows(SortedMap<String, StockPrice> latest, Change change) {
    if (change.op().isOfTable() || (change.oldRow() != null && isAmong(latest, change.oldRow()))) {
      return false;
    }
    if (change.newRow() != null) {
      offer(latest, PRICES.entity(change.newRow()));
    }
    return true;
  }

  private static boolean isAmong(SortedMap<String, StockPrice> latest, Row row) {
    StockPrice known = latest.get(row.text("symbol"));
    return known != null && known.getId().equals(Long.valueOf(row.text("id")));
  }

  /** Ids may commit out of order, and what is told may be known already. */
  private static void offer(SortedMap<String, StockPrice> latest, StockPrice price) {
    latest.merge(
        price.getSymbol(), price, (known, other) -> known.getId() > other.getId() ? known : other);
  }
}
