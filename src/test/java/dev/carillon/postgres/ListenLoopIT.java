package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import dev.carillon.change.ListenerStatus.State;
import dev.carillon.change.LogOpened;
import dev.carillon.config.Settings;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ListenLoopIT {
  private static final String TAKE_TURNS = "SELECT pg_advisory_lock(1667330668, 101)";
  private static final String WAITING =
      "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
          + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

  private final TestDatabase database = TestDatabase.migrated();
  private final Queue<Error> ofSettings = new ConcurrentLinkedQueue<>();
  private final Queue<Error> ofObservers = new ConcurrentLinkedQueue<>();
  private final Recorder<LogOpened> openings =
      new Recorder<>(LogOpened.class, 0, opened -> failFrom(ofObservers));
  private final Settings settings = new Settings(this::setting);
  private final Status status = new Status(new Node(), settings);
  private final ListenLoop loop = loop();
  private final Thread thread = new Thread(loop, "test-listener");

  @AfterEach
  void stop() {
    loop.stop();
    await().until(() -> !thread.isAlive());
  }

  @Test
  void outlivesThatThereIsNoMemory() {
    ofSettings.add(new OutOfMemoryError("Java heap space"));
    assertThat(status.isAlive()).as("not started yet").isTrue();
    thread.start();
    await().atMost(30, TimeUnit.SECONDS).until(() -> status.state() == State.LISTENING);
    assertThat(ofSettings).isEmpty();
    assertThat(status.isAlive()).isTrue();
  }

  @Test
  void opensTheLogAgainWhereThatFailed() {
    ofObservers.add(new StackOverflowError());
    thread.start();
    await().atMost(30, TimeUnit.SECONDS).until(() -> status.state() == State.LISTENING);
    assertThat(openings.fired()).hasSize(2);
  }

  @Test
  void isNeitherAliveNorReadyOnceItHasEnded() {
    thread.start();
    await().atMost(30, TimeUnit.SECONDS).until(() -> status.state() == State.LISTENING);
    loop.stop();
    await().until(() -> !status.isAlive());
    assertThat(status.state()).isEqualTo(State.DISCONNECTED);
  }

  @Test
  void endsThoughAnotherNodeIsStillMigrating() throws SQLException {
    try (Sql other = new Sql(database)) {
      other.run(TAKE_TURNS);
      thread.start();
      await().until(() -> other.number(WAITING) == 1);
      loop.stop();
      await().until(() -> !thread.isAlive());
    }
  }

  private ListenLoop loop() {
    Node node = new Node();
    WatchCatalog watches = new WatchCatalog(database.dataSource());
    RawChannels channels = new RawChannels(database.dataSource(), node);
    Publisher publisher = Recorder.publisher(openings);
    LogFollower follower = new LogFollower(new ChangeLog(watches), publisher, status);
    ListenSession session =
        new ListenSession(settings, node, follower, watches, channels, publisher, status);
    return new ListenLoop(
        settings,
        new Schema(settings),
        new WatchApplier(settings, new WatchedEntities()),
        session,
        status,
        () -> {});
  }

  private Optional<String> setting(String name) {
    if (name.equals("carillon.listen.url")) {
      failFrom(ofSettings);
    }
    return name.equals("carillon.jdbc.url") ? Optional.of(database.url()) : Optional.empty();
  }

  private static void failFrom(Queue<Error> errors) {
    Error next = errors.poll();
    if (next != null) {
      throw next;
    }
  }
}
