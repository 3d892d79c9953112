package dev.carillon.postgres;

import dev.carillon.change.Channels;
import dev.carillon.change.DatabaseUnavailableException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * The raw channels that somebody wants. Wishes come from any thread; the listener's thread makes
 * them true by {@link #settle}, since only it may use the listening connection, and is called to do
 * so by a NOTIFY.
 */
@Singleton
public class RawChannels implements Channels {
  /** Payload of the NOTIFY by which this node calls its own listener. */
  static final String SETTLE = "settle";

  private final DataSource database;
  private final Node node;
  private final Map<String, CompletableFuture<Void>> wanted = new ConcurrentHashMap<>();
  private final Set<String> listening = new HashSet<>(); // the listener's thread only

  @Inject
  RawChannels(DataSource database, Node node) {
    this.database = database;
    this.node = node;
  }

  @Override
  public CompletionStage<Void> listen(String channel) {
    CompletableFuture<Void> listened =
        wanted.computeIfAbsent(channel, c -> new CompletableFuture<>());
    if (!listened.isDone()) {
      callListener();
    }
    return listened;
  }

  @Override
  public void unlisten(String channel) {
    wanted.remove(channel); // settled at the listener's next beat: nobody waits for it
  }

  @Override
  public void publish(String channel, String payload) {
    try {
      send(channel, payload);
    } catch (SQLException e) {
      throw new DatabaseUnavailableException(e);
    }
  }

  /** The connection is new: nothing is listened to yet. */
  void forget() {
    listening.clear();
  }

  /** Makes what is listened to equal to what is wanted. */
  void settle(ListenConnection connection) throws SQLException {
    for (String channel : Set.copyOf(listening)) {
      if (!wanted.containsKey(channel)) {
        connection.unlisten(channel);
        listening.remove(channel);
      }
    }
    for (Map.Entry<String, CompletableFuture<Void>> wish : wanted.entrySet()) {
      if (listening.add(wish.getKey())) {
        connection.listen(wish.getKey());
      }
      wish.getValue().complete(null);
    }
  }

  boolean listensTo(String channel) {
    return listening.contains(channel);
  }

  private void callListener() {
    try {
      send(node.channel(), SETTLE);
    } catch (SQLException e) {
      // Without a database there is no listening connection either; the next one settles as it
      // opens.
    }
  }

  private void send(String channel, String payload) throws SQLException {
    try (Connection connection = database.getConnection();
        var statement = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
      statement.setString(1, channel);
      statement.setString(2, payload);
      statement.execute();
    }
  }
}
