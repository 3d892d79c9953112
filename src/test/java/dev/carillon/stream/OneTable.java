package dev.carillon.stream;

import dev.carillon.change.Catalog;
import dev.carillon.change.DatabaseUnavailableException;
import dev.carillon.change.TopicSelector;
import dev.carillon.change.WatchedTable;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** A catalog with the topic {@code stock_price}, and a database that is away for {@code away}. */
final class OneTable implements Catalog {
  @Override
  public boolean covers(TopicSelector selector) {
    if (selector.text().equals("away")) {
      throw new DatabaseUnavailableException(new SQLException("connection refused"));
    }
    return selector.prefix()
        ? "stock_price".startsWith(selector.text())
        : selector.text().equals("stock_price");
  }

  @Override
  public List<String> topics() {
    return List.of("stock_price");
  }

  @Override
  public List<WatchedTable> tables() {
    return List.of();
  }

  @Override
  public Set<String> numerics(String table) {
    return Set.of("price");
  }

  @Override
  public Set<String> columns(TopicSelector selector) {
    return Set.of("id", "symbol", "price");
  }
}
