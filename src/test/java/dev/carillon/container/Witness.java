package dev.carillon.container;

import dev.carillon.change.Change;
import dev.carillon.change.Changed;
import dev.carillon.change.Channel;
import dev.carillon.change.EntityChange;
import dev.carillon.change.Notification;
import dev.carillon.change.Operation;
import dev.carillon.change.Row;
import dev.carillon.change.Topic;
import dev.carillon.stock.StockPrice;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An application's observer: keeps what it is told, and by which thread. */
@ApplicationScoped
public class Witness {
  /** A change of a row with this symbol makes the observer fail. */
  static final String FAILING = "FAIL";

  private final List<Change> prices = new CopyOnWriteArrayList<>();
  private final List<Change> messages = new CopyOnWriteArrayList<>();
  private final List<Notification> notifications = new CopyOnWriteArrayList<>();
  private final List<EntityChange<StockPrice>> entities = new CopyOnWriteArrayList<>();
  private final List<EntityChange<Parcel>> parcels = new CopyOnWriteArrayList<>();
  private final List<Change> later = new CopyOnWriteArrayList<>();
  private final List<String> threads = new CopyOnWriteArrayList<>();

  void price(@Observes @Topic("stock_price") Change change) {
    prices.add(change);
    threads.add(Thread.currentThread().getName());
    Row row = change.row();
    if (row != null && row.text("symbol").equals(FAILING)) {
      throw new IllegalStateException("on purpose, to be seen in the log");
    }
  }

  /** Told after the one above. */
  void later(@Observes @Priority(3000) @Topic("stock_price") Change change) {
    later.add(change);
  }

  void entity(@Observes @Changed(StockPrice.class) EntityChange<StockPrice> change) {
    entities.add(change);
    threads.add(Thread.currentThread().getName());
  }

  void parcel(@Observes @Changed(Parcel.class) @Topic("parcel/7") EntityChange<Parcel> change) {
    parcels.add(change);
  }

  void misfit(@Observes @Changed(Misfit.class) EntityChange<Misfit> change) {
    throw new AssertionError("a symbol is no number, so nobody can be told of it as one");
  }

  void message(@Observes @Topic("chat/java") Change change) {
    messages.add(change);
  }

  void notified(@Observes @Channel("demo") Notification notification) {
    notifications.add(notification);
  }

  public List<Change> prices() {
    return List.copyOf(prices);
  }

  public List<Change> messages() {
    return List.copyOf(messages);
  }

  public List<Notification> notifications() {
    return List.copyOf(notifications);
  }

  public List<EntityChange<StockPrice>> entities() {
    return List.copyOf(entities);
  }

  public List<EntityChange<Parcel>> parcels() {
    return List.copyOf(parcels);
  }

  public List<Change> later() {
    return List.copyOf(later);
  }

  public List<String> threads() {
    return List.copyOf(threads);
  }

  /** What the prices' rows say, in order. */
  public List<String> symbols() {
    return prices.stream()
        .map(Change::row)
        .map(row -> row == null ? "" : row.text("symbol"))
        .toList();
  }

  /** The one change of this kind of a price. */
  public Change only(Operation op, long id) {
    Row key = new Row("{\"id\":" + id + "}");
    List<Change> found =
        prices.stream().filter(change -> change.op() == op && key.equals(change.key())).toList();
    if (found.size() != 1) {
      throw new AssertionError("one " + op + " of " + key + " expected, but seen " + found);
    }
    return found.get(0);
  }
}
