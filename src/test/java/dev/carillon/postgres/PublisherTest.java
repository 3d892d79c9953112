package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.change.Change;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Notification;
import dev.carillon.change.Observers.Failing;
import dev.carillon.change.Position;
import dev.carillon.change.Samples;
import jakarta.interceptor.Interceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublisherTest {
  private static final String NAME = Recorder.class.getName();

  private final Logger logger = Logger.getLogger(Publisher.class.getName());
  private final List<LogRecord> logged = new ArrayList<>();
  private final Handler log =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          logged.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listenToTheLog() {
    logger.addHandler(log);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void leaveTheLog() {
    logger.removeHandler(log);
    logger.setUseParentHandlers(true);
  }

  @Test
  void narrowsAChangeToItsTopic() {
    Recorder<Change> changes = new Recorder<>(Change.class);
    Publisher publisher = Recorder.publisher(changes);
    publisher.fire(Samples.insert(1, "stock_price"));
    publisher.fire(Samples.insert(2, "chat/java"));
    assertThat(changes.fired())
        .containsExactly(Samples.insert(1, "stock_price"), Samples.insert(2, "chat/java"));
    assertThat(changes.topics()).containsExactly("stock_price", "chat/java");
  }

  @Test
  void tellsObserversOfATopicNothingOfARowThatLeftIt() {
    Recorder<Change> changes = new Recorder<>(Change.class);
    Recorder.publisher(changes).fire(Samples.moved(1, "chat/java", "chat/sql"));
    assertThat(changes.topics()).containsExactly("chat/sql");
  }

  @Test
  void tellsAllOthersWhatMadeOneFail() {
    List<String> told = new ArrayList<>();
    Publisher publisher =
        Recorder.publisher(
            observer(3000, change -> told.add("last")),
            observer(Interceptor.Priority.PLATFORM_BEFORE, change -> told.add("first")),
            observer(
                1000,
                change -> {
                  throw new IllegalStateException("on purpose");
                }),
            observer(
                1001,
                change -> {
                  throw new NoClassDefFoundError("on purpose");
                }),
            new Recorder<>(Object.class, 2000, event -> told.add("anything")));
    publisher.fire(Samples.insert(1, "t"));
    publisher.fire(Samples.insert(2, "t"));
    assertThat(told).containsExactly("first", "anything", "last", "first", "anything", "last");
  }

  @Test
  void logsAFailureOnceUntilItIsAnotherOrAllWasWellBetween() {
    List<Throwable> failures =
        new ArrayList<>(
            List.of(
                new IllegalStateException("1"),
                new IllegalStateException("not logged"),
                new StackOverflowError(),
                new IllegalStateException("3")));
    Recorder<Change> observer =
        observer(
            2500,
            change -> {
              if (!failures.isEmpty()) {
                throwIt(failures.remove(0));
              }
            });
    Audience audience = Recorder.audience(observer);
    Publisher publisher = new Publisher(audience);
    for (int n = 1; n <= 4; n++) {
      publisher.fire(Samples.insert(n, "t" + n));
    }
    assertThat(audience.failed())
        .containsExactly(new Failing(NAME, 4, IllegalStateException.class.getName()));
    publisher.fire(Samples.insert(5, "t"));
    assertThat(audience.failed()).containsExactly(new Failing(NAME, 4, null));
    failures.add(new IllegalStateException("5"));
    publisher.fire(Samples.insert(6, "t"));

    assertThat(logged)
        .extracting(record -> record.getThrown().getMessage())
        .containsExactly("1", null, "3", "5");
    assertThat(logged.get(0).getMessage())
        .startsWith("The observer " + NAME + " failed on change 1.1.");
  }

  @Test
  void knowsOfNoFailureWhereThereWasNone() {
    Audience audience = Recorder.audience(new Recorder<>(Change.class));
    new Publisher(audience).fire(Samples.insert(1, "t"));
    assertThat(audience.failed()).isEmpty();
  }

  @Test
  void tellsAllOfANotificationAndOfAnOpening() {
    Consumer<Object> failing =
        event -> {
          throw new IllegalStateException("on purpose");
        };
    Recorder<Notification> notifications = new Recorder<>(Notification.class);
    Recorder<LogOpened> openings = new Recorder<>(LogOpened.class);
    Publisher publisher =
        Recorder.publisher(new Recorder<>(Object.class, 2000, failing), notifications, openings);
    publisher.fire(new Notification("demo", 1, ""));
    publisher.fire(new LogOpened(new Position(1, 0), null));
    assertThat(notifications.fired()).hasSize(1);
    assertThat(openings.fired()).hasSize(1);
  }

  @Test
  void goesOnlyBackWhereThePlatformItselfCouldNotOpenTheLog() {
    LogOpened opened = new LogOpened(new Position(1, 0), null);
    Consumer<LogOpened> failing =
        event -> {
          throw new StackOverflowError();
        };
    Recorder<LogOpened> openings = new Recorder<>(LogOpened.class);
    Publisher ofApplication =
        Recorder.publisher(new Recorder<>(LogOpened.class, 2500, failing), openings);
    assertThatCode(() -> ofApplication.fire(opened)).doesNotThrowAnyException();
    Publisher ofPlatform =
        Recorder.publisher(new Recorder<>(LogOpened.class, 0, failing), openings);
    assertThatThrownBy(() -> ofPlatform.fire(opened)).hasCauseInstanceOf(StackOverflowError.class);
    assertThat(openings.fired()).as("told all the same").hasSize(2);
  }

  private static Recorder<Change> observer(int priority, Consumer<Change> observer) {
    return new Recorder<>(Change.class, priority, observer);
  }

  private static void throwIt(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }
}
