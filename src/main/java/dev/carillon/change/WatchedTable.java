package dev.carillon.change;

import java.util.List;
import java.util.Set;

/**
 * A watched table as subscribers may want to know it.
 *
 * @param name schema and name, such as {@code public.stock_price}
 * @param topic a name, or a template such as {@code chat/{channel}}
 * @param key the columns that tell its rows apart; empty if there are none
 * @param ops what is told of it; of the table itself, where the database lets us see that
 * @param columns those that are told, in the table's order
 * @param redacted the names of those that are not, and never reach the log
 */
public record WatchedTable(
    String name,
    String topic,
    List<String> key,
    Set<Operation> ops,
    List<Column> columns,
    List<String> redacted) {

  /**
   * A column.
   *
   * @param name its name, as in the row's JSON
   * @param type as PostgreSQL writes it, such as {@code numeric(12,2)}
   */
  public record Column(String name, String type) {}
}
