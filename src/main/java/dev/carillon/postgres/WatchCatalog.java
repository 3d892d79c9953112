package dev.carillon.postgres;

import dev.carillon.change.Catalog;
import dev.carillon.change.DatabaseUnavailableException;
import dev.carillon.change.TopicSelector;
import dev.carillon.change.WatchedTable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Knows the watches by id, for reading the log, and their topics, for those who subscribe.
 * Thread-safe.
 */
@Singleton
public class WatchCatalog implements Catalog {
  private final DataSource database;
  private final Map<Integer, Watch> known = new ConcurrentHashMap<>();
  private volatile List<TopicTemplate> current = List.of();
  private volatile WatchedTables tables = new WatchedTables(List.of());

  @Inject
  WatchCatalog(DataSource database) {
    this.database = database;
  }

  /** The watch with this id; asks the database only once, since a watch never changes. */
  Watch watch(Connection connection, int id) throws SQLException {
    Watch watch = known.get(id);
    if (watch == null) {
      load(connection);
      watch = known.get(id);
    }
    if (watch == null) {
      throw new SQLException(
          "carillon.log refers to watch " + id + ", which carillon.watches does not have");
    }
    return watch;
  }

  @Override
  public boolean covers(TopicSelector selector) {
    if (selector.text().isEmpty() || anyCovers(selector)) {
      return true;
    }
    try (Connection connection = database.getConnection()) {
      load(connection); // declared since we last looked, perhaps
    } catch (SQLException e) {
      throw new DatabaseUnavailableException(e);
    }
    return anyCovers(selector);
  }

  @Override
  public List<String> topics() {
    return current.stream().map(TopicTemplate::text).sorted().toList();
  }

  @Override
  public List<WatchedTable> tables() {
    try (Connection connection = database.getConnection()) {
      load(connection);
    } catch (SQLException e) {
      throw new DatabaseUnavailableException(e);
    }
    return tables.all();
  }

  @Override
  public Set<String> numerics(String table) {
    return tables.numerics(table);
  }

  @Override
  public Set<String> columns(TopicSelector selector) {
    return tables.columns(selector);
  }

  /** Reads all watches; those that have ended too, since the log still refers to them. */
  void load(Connection connection) throws SQLException {
    try (var query =
            connection.prepareStatement(
                "SELECT id, table_name, topic, key, ended IS NULL AND EXISTS"
                    + " (SELECT FROM pg_class WHERE oid = relation) AS current FROM carillon.watches");
        ResultSet rows = query.executeQuery()) {
      var topics = new ArrayList<TopicTemplate>();
      while (rows.next()) {
        var topic = new TopicTemplate(rows.getString("topic"));
        known.put(
            rows.getInt("id"),
            new Watch(
                rows.getInt("id"),
                rows.getString("table_name"),
                topic,
                strings(rows.getArray("key"))));
        if (rows.getBoolean("current")) {
          topics.add(topic);
        }
      }
      if (!connection.isReadOnly()) { // else a replica: there a watch may have yet to begin, or end
        current = List.copyOf(topics);
        tables = WatchedTables.read(connection);
      }
    }
  }

  private boolean anyCovers(TopicSelector selector) {
    return current.stream().anyMatch(topic -> topic.covers(selector));
  }

  private static List<String> strings(Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
