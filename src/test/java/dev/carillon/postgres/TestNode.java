package dev.carillon.postgres;

import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import dev.carillon.change.Change;
import dev.carillon.change.ListenerStatus;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Notification;
import dev.carillon.change.Position;
import dev.carillon.config.Settings;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The listener without its container: the same session in a thread that connects again and again.
 */
final class TestNode implements AutoCloseable {
  private final Settings settings;
  private final RawChannels channels;
  private final Status status;
  private final ListenSession session;
  private final Recorder<Change> changes = new Recorder<>(Change.class);
  private final Recorder<Notification> notifications = new Recorder<>(Notification.class);
  private final Recorder<LogOpened> openings = new Recorder<>(LogOpened.class);
  private final List<Exception> losses = new CopyOnWriteArrayList<>();
  private volatile boolean stopping;
  private volatile @Nullable ListenConnection connection;
  private volatile @Nullable Thread thread;

  /**
   * @param values names and values of settings by turns
   */
  TestNode(TestDatabase database, String... values) {
    settings = settings(database, values);
    Node node = new Node();
    status = new Status(node, settings);
    channels = new RawChannels(database.dataSource(), node);
    WatchCatalog watches = new WatchCatalog(database.dataSource());
    Publisher publisher = Recorder.publisher(changes, notifications, openings);
    LogFollower follower = new LogFollower(new ChangeLog(watches), publisher, status);
    session = new ListenSession(settings, node, follower, watches, channels, publisher, status);
  }

  static Settings settings(TestDatabase database, String... values) {
    Map<String, String> all = new HashMap<>(Map.of("carillon.jdbc.url", database.url()));
    for (int i = 0; i < values.length; i += 2) {
      all.put(values[i], values[i + 1]);
    }
    return new Settings(name -> Optional.ofNullable(all.get(name)));
  }

  void start() {
    stopping = false;
    Thread started = new Thread(this::listen, "test-listener");
    started.setDaemon(true);
    thread = started;
    started.start();
  }

  /** Starts, and returns when it listens. */
  void listening() {
    start();
    await().until(this::isListening);
  }

  /** Ends the connection and the thread; what has been fired is kept, and so is the place. */
  void stop() {
    stopping = true;
    ListenConnection open = connection;
    if (open != null) {
      open.abort();
    }
    Thread running = thread;
    if (running != null) {
      await().until(() -> !running.isAlive());
    }
  }

  List<Change> changes() {
    return changes.fired();
  }

  List<Position> positions() {
    return changes().stream().map(Change::position).toList();
  }

  List<String> topics() {
    return changes.topics();
  }

  List<Notification> notifications() {
    return notifications.fired();
  }

  List<LogOpened> openings() {
    return openings.fired();
  }

  /** Why connections were lost. */
  List<Exception> losses() {
    return losses;
  }

  RawChannels channels() {
    return channels;
  }

  Status status() {
    return status;
  }

  boolean isListening() {
    return status.state() == ListenerStatus.State.LISTENING;
  }

  @Override
  public void close() {
    stop();
  }

  private void listen() {
    BackOff backOff = new BackOff(new Random(7));
    while (!stopping) {
      try (ListenConnection opened = ListenConnection.open(settings)) {
        connection = opened;
        session.open(opened);
        backOff.reset();
        session.run(opened);
      } catch (SQLException | RuntimeException e) {
        losses.add(e);
        status.disconnected(String.valueOf(e.getMessage()));
        LockSupport.parkNanos(backOff.next().toNanos());
      }
    }
  }
}
