package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Change;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Notification;
import dev.carillon.change.Samples;
import org.junit.jupiter.api.Test;

class PublisherTest {

  @Test
  void narrowsAChangeToItsTopic() {
    Recorder<Change> changes = new Recorder<>();
    Publisher publisher = publisher(changes);
    publisher.fire(Samples.insert(1, "stock_price"));
    publisher.fire(Samples.insert(2, "chat/java"));
    assertThat(changes.fired())
        .containsExactly(Samples.insert(1, "stock_price"), Samples.insert(2, "chat/java"));
    assertThat(changes.topics()).containsExactly("stock_price", "chat/java");
  }

  @Test
  void tellsObserversOfATopicNothingOfARowThatLeftIt() {
    Recorder<Change> changes = new Recorder<>();
    publisher(changes).fire(Samples.moved(1, "chat/java", "chat/sql"));
    assertThat(changes.topics()).containsExactly("chat/sql");
  }

  @Test
  void goesOnWhenAnObserverFails() {
    Recorder<Change> changes =
        new Recorder<>(
            change -> {
              throw new IllegalStateException("on purpose, to be seen in the log");
            });
    Publisher publisher = publisher(changes);
    publisher.fire(Samples.insert(1, "t"));
    publisher.fire(Samples.insert(2, "t"));
    assertThat(changes.fired()).hasSize(2);
  }

  @Test
  void goesOnWhenAnObserverMissesAClass() {
    Recorder<Change> changes =
        new Recorder<>(
            change -> {
              throw new NoClassDefFoundError("on purpose, to be seen in the log");
            });
    Publisher publisher = publisher(changes);
    publisher.fire(Samples.insert(1, "t"));
    publisher.fire(Samples.insert(2, "t"));
    assertThat(changes.fired()).hasSize(2);
  }

  private static Publisher publisher(Recorder<Change> changes) {
    return new Publisher(changes, new Recorder<Notification>(), new Recorder<LogOpened>());
  }
}
