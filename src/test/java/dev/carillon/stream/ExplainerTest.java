package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.carillon.change.Position;
import dev.carillon.change.ProblemException;
import dev.carillon.change.SnapshotPlace;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExplainerTest {
  private final TestHub hub = new TestHub();
  private final TestOutlet outlet = new TestOutlet();
  private final Explainer explainer =
      new Explainer(hub.hub(), hub.census(), hub.history(), new OneTable());

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void saysThatAChangeWasDelivered() {
    hub.open(0);
    Subscriber subscriber = hub.join(outlet, 0, "t");
    hub.commit(1, 2, "t");
    await().until(() -> outlet.frames().contains("2"));
    Explanation explanation = explain(2, subscriber);
    assertThat(explanation.verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(explanation.findings())
        .containsExactly(new Explanation.Finding("t", "", true, "It shows the change"));
  }

  @Test
  void namesTheTopicThatDoesNotCoverIt() {
    hub.open(0);
    Subscriber subscriber = hub.join(outlet, 0, "other");
    hub.commit(1, 1, "t");
    Explanation explanation = explain(1, subscriber);
    assertThat(explanation.verdict()).isEqualTo(Verdict.NOT_FOR_IT);
    assertThat(explanation.findings().get(0).why())
        .isEqualTo("\"other\" does not cover the change's topic \"t\"");
  }

  @Test
  void namesTheFilterThatHoldsItBack() {
    hub.open(0);
    Subscriber subscriber = join(InterestTest.filtered("t", "id==7"), 0);
    hub.commit(1, 1, "t");
    assertThat(explain(1, subscriber).findings().get(0).why())
        .isEqualTo("The filter does not let the row pass");
  }

  @Test
  void saysThatItBeganLater() {
    hub.open(0);
    hub.commit(1, 3, "t");
    Subscriber subscriber = hub.join(outlet, 2, "t");
    assertThat(explain(1, subscriber).verdict()).isEqualTo(Verdict.NOT_FOR_IT);
    assertThat(explain(1, subscriber).findings().get(0).why())
        .isEqualTo("It began after number 2, later than the change");
  }

  @Test
  void saysThatItHasNotGotThereAndWhy() {
    hub.open(0);
    outlet.stuck(true);
    Subscriber subscriber = hub.join(outlet, 0, "t");
    hub.commit(1, 3, "t");
    Explanation explanation = explain(3, subscriber);
    assertThat(explanation.verdict()).isEqualTo(Verdict.NOT_YET);
    assertThat(explanation.why()).contains("everything up to 1.0");
    assertThat(explain(9, subscriber).why()).isEqualTo("The log has not got to 1.9");
  }

  @Test
  void saysThatASnapshotComesFirst() {
    hub.open(0);
    hub.memorySnapshots().hold(5, new Position(1, 0));
    outlet.stuck(true);
    Subscriber subscriber = hub.hub().join(Transport.SSE, TestShape.SNAPSHOTS, outlet);
    SnapshotPlace place = hub.memorySnapshots().begin(List.of());
    subscriber.subscribe(
        List.of(Walk.all("t")), new Start(place.position(), null, place, 1), "ready");
    hub.commit(1, 1, "t");
    assertThat(explain(1, subscriber).why()).contains("snapshot first");
  }

  @Test
  void saysThatItWasClosedBefore() {
    hub.open(0);
    Subscriber subscriber = hub.join(outlet, 0, "t");
    hub.commit(1, 1, "t");
    await().until(() -> outlet.frames().contains("1"));
    subscriber.close(CloseReason.TOO_SLOW);
    hub.commit(2, 2, "t");
    await().until(() -> !outlet.closed().isEmpty());
    assertThat(explain(1, subscriber).verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(explain(2, subscriber).verdict()).isEqualTo(Verdict.CLOSED);
    assertThat(explain(2, subscriber).why()).contains("TOO_SLOW");
  }

  @Test
  void knowsNothingOfASubscriberThatItNeverHad() {
    hub.open(0);
    assertThatThrownBy(() -> explainer.explain(new Position(1, 1), "nobody"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().status()).isEqualTo(404);
              assertThat(e.problem().detail()).contains("nobody");
            });
  }

  private Explanation explain(long n, Subscriber subscriber) {
    return explainer.explain(new Position(1, n), subscriber.id());
  }

  private Subscriber join(Selection selection, long after) {
    Subscriber subscriber = hub.join(outlet);
    subscriber.subscribe(
        List.of(selection), new Start(new Position(1, after), null, null, 1), "ready");
    return subscriber;
  }
}
