package dev.carillon.postgres;

import static dev.carillon.postgres.ReplicatedDatabase.range;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.ReplicaStatus.State;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A standby serves replay beside its primary, as far as it has got. */
class ReplicaIT {
  @AutoClose private final ReplicatedDatabase log = new ReplicatedDatabase();
  private final ReplayingNode node = log.node();

  ReplicaIT() throws Exception {}

  @Test
  void servesReplayAsFarAsItIsKnownToHaveGot() throws Exception {
    node.awaitState(State.SERVING);
    assertThat(node.page(0, 100)).isEqualTo(range(1, 100));
    assertThat(node.replica().pages()).isEqualTo(1);
    try (Sql there = log.there()) {
      assertThat(
              there.number(
                  "SELECT count(*) FROM pg_stat_activity"
                      + " WHERE application_name = 'carillon-replica'"))
          .isEqualTo(1);
    }
    log.write(101, 110);
    assertThat(node.page(100, 10)).as("newer than what was looked for").isEqualTo(range(101, 110));
    assertThat(node.replica().pages()).isEqualTo(1);
  }

  @Test
  void isPassedByWhereItLags() throws Exception {
    node.awaitState(State.SERVING);
    log.onStandby("SELECT pg_wal_replay_pause()");
    try {
      log.write(101, 200);
      node.awaitState(State.LAGGING);
      assertThat(node.replica().lag()).isEqualTo(100);
      assertThat(node.page(90, 50)).isEqualTo(range(91, 140));
      assertThat(node.replica().pages()).isZero();
      assertThat(node.page(0, 50)).isEqualTo(range(1, 50));
      assertThat(node.replica().pages()).as("what it has is right").isEqualTo(1);
    } finally {
      log.onStandby("SELECT pg_wal_replay_resume()");
    }
    node.awaitState(State.SERVING);
    assertThat(node.page(90, 50)).isEqualTo(range(91, 140));
    assertThat(node.replica().pages()).isEqualTo(2);
    assertThat(node.replica().lag()).isZero();
  }

  @Test
  void servesNothingOfALogThatWasLost() throws Exception {
    node.awaitState(State.SERVING);
    log.onStandby("SELECT pg_wal_replay_pause()");
    try {
      log.sql().run("SELECT carillon.reset()");
      log.write(501, 600);
      node.open();
      assertThat(node.page(101, 50)).isEqualTo(range(501, 550));
      node.awaitState(State.LAGGING);
      assertThat(node.page(101, 50)).isEqualTo(range(501, 550));
      assertThat(node.replica().pages()).isZero();
    } finally {
      log.onStandby("SELECT pg_wal_replay_resume()");
    }
    node.awaitState(State.SERVING);
    assertThat(node.page(101, 50)).isEqualTo(range(501, 550));
    assertThat(node.replica().pages()).isEqualTo(1);
  }
}
