package dev.carillon.change;

import java.util.List;
import java.util.Set;

/** The declared watches. Thread-safe. */
public interface Catalog {
  /**
   * Whether some watch could ever have a change for this selector; {@code *} always can.
   *
   * @throws DatabaseUnavailableException if the watch is not known yet and the database can't be
   *     asked
   */
  boolean covers(TopicSelector selector);

  /** The watches' topics as declared, templates with their braces; as last seen. */
  List<String> topics();

  /**
   * The watched tables as they are now, by name. Asks the database and blocks.
   *
   * @throws DatabaseUnavailableException if it can't be asked
   */
  List<WatchedTable> tables();

  /** The columns of type numeric of a watched table; as last seen. Never blocks. */
  Set<String> numerics(String table);

  /** The columns of the watched tables that a selector covers; as last seen. Never blocks. */
  Set<String> columns(TopicSelector selector);
}
