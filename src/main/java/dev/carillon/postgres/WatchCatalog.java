package dev.carillon.postgres;

import dev.carillon.change.Catalog;
import dev.carillon.change.DatabaseUnavailableException;
import dev.carillon.change.Operation;
import dev.carillon.change.TopicSelector;
import dev.carillon.change.WatchedTable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    try (Connection connection = database.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT w.table_name, w.topic, w.key, a.attname, format_type(a.atttypid, a.atttypmod)"
                    + " FROM carillon.watches w JOIN pg_attribute a ON a.attrelid = w.relation"
                    + " WHERE w.ended IS NULL AND a.attnum > 0 AND NOT a.attisdropped"
                    + " ORDER BY w.table_name, a.attnum");
        ResultSet rows = query.executeQuery()) {
      var tables = new LinkedHashMap<String, WatchedTable>();
      while (rows.next()) {
        String name = rows.getString(1);
        WatchedTable table = tables.get(name);
        if (table == null) {
          table =
              new WatchedTable(
                  name,
                  rows.getString(2),
                  strings(rows.getArray(3)),
                  EnumSet.range(Operation.INSERT, Operation.TRUNCATE),
                  new ArrayList<>());
          tables.put(name, table);
        }
        table.columns().add(new WatchedTable.Column(rows.getString(4), rows.getString(5)));
      }
      return List.copyOf(tables.values());
    } catch (SQLException e) {
      throw new DatabaseUnavailableException(e);
    }
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
