package dev.carillon.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The standby is promoted while applications write and clients of every kind listen. */
@TestMethodOrder(OrderAnnotation.class)
class FailoverIT {
  @AutoClose private static Pair pair;
  @AutoClose private static Node node;

  @BeforeAll
  static void start() throws Exception {
    pair = new Pair();
    node = Node.watching(pair);
  }

  @Test
  @Order(1)
  void goesOnWithoutAResetWhereTheStandbyHasAllThatWasAcknowledged() throws Exception {
    pair.synchronize();
    assertThat(node.storePrice()).isEqualTo(201);
    try (Clients clients = Clients.of(node)) {
      Set<String> acknowledged = new HashSet<>();
      try (Load load = new Load(pair)) {
        load.awaitMore(600);
        Outage outage =
            Outage.begin("a crash of the primary, with a synchronous standby", node, load, clients);
        pair.crashPrimary();
        pair.promote();
        outage.awaitEnd();
        acknowledged.addAll(load.acknowledged());
      }
      clients.assertToldAll(pair.log());
      assertThat(pair.log()).extracting(Told::what).containsAll(acknowledged);
      assertThat(epochs(pair.log())).hasSize(2);

      pair.rejoin(); // at the address that comes first: it answers, but takes no writes
      pair.synchronize();
      await().atMost(Pair.PATIENCE).until(() -> replicaState(node).equals("serving"));
      long served = pages();
      await().atMost(Pair.PATIENCE).until(() -> lateClientsAreToldAll() && pages() > served);

      try (Load load = new Load(pair)) {
        load.awaitMore(300);
        Outage outage = Outage.begin("a change-over in order", node, load, clients);
        pair.stopPrimary();
        pair.promote();
        outage.awaitEnd();
        acknowledged.addAll(load.acknowledged());
      }
      clients.assertToldAll(pair.log());
      assertThat(pair.log()).extracting(Told::what).containsAll(acknowledged);
      assertThat(epochs(pair.log())).hasSize(3);
    }
  }

  @Test
  @Order(2)
  void resetsWhoHasSeenWhatIsLostAndNobodyElse() throws Exception {
    pair.rejoin();
    try (Clients clients = Clients.of(node)) {
      assertThat(node.storePrice()).isEqualTo(201);
      Told shared;
      try (Load load = new Load(pair)) {
        load.awaitMore(300);
        shared = last(pair.log());
        clients.awaitTold(shared); // and so all that the other test has left
        pair.detach();
        long kept = last(pair.log()).n(); // at most, and a client may be far behind
        load.awaitMore(300);
        await()
            .atMost(Pair.PATIENCE)
            .until(() -> last(clients.events().history().all()).n() > kept);
        Told lost = last(clients.events().history().all());
        clients.awaitTold(lost);
        Outage outage =
            Outage.begin(
                "a crash of the primary, with a standby that missed the end", node, load, clients);
        pair.crashPrimary();
        pair.promote();
        outage.awaitEnd();
        try (EventClient back = new EventClient(node, lost.position())) {
          await().atMost(Pair.PATIENCE).until(() -> back.history().all().size() > 10);
          assertThat(back.history().all().get(0).what()).isEqualTo("reset ahead");
          assertThat(back.history().resets()).hasSize(1);
        }
      }
      List<Told> log = pair.log();
      for (History history : clients.histories()) {
        await().atMost(Pair.PATIENCE).until(() -> history.all().contains(log.get(log.size() - 1)));
        assertToldWhatSurvivedAndWhatCameAfter(history, log, shared.epoch());
      }
      try (Clients late = Clients.of(node)) {
        late.assertToldAll(log);
      }
      Told survivor = lastOf(shared.epoch(), log);
      try (EventClient back = new EventClient(node, survivor.position())) {
        await().atMost(Pair.PATIENCE).until(() -> back.history().all().contains(last(log)));
        assertThat(back.history().all())
            .isEqualTo(log.subList(log.indexOf(survivor) + 1, log.size()));
      }
    }
  }

  /**
   * Of what is too long ago for memory. A replica that could not answer in time leaves a page to
   * the primary, and it is kept: so each time there is more to read.
   */
  private boolean lateClientsAreToldAll() throws Exception {
    LongStream.range(0, 10).parallel().forEach(i -> assertThat(node.storePrice()).isEqualTo(201));
    try (Clients late = Clients.of(node)) {
      late.assertToldAll(pair.log());
    }
    return true;
  }

  private long pages() {
    return node.replica().getJsonNumber("pages").longValue();
  }

  private static void assertToldWhatSurvivedAndWhatCameAfter(
      History history, List<Told> log, String epoch) {
    assertThat(history.resets()).extracting(Told::what).containsExactly("reset ahead");
    Told reset = history.resets().get(0);
    List<Told> told = history.all();
    int fork = log.indexOf(lastOf(epoch, log)) + 1;
    assertThat(told).doesNotHaveDuplicates();
    assertThat(told.indexOf(reset)).as("has seen what is lost").isGreaterThan(fork);
    assertThat(told.subList(0, fork)).isEqualTo(log.subList(0, fork));
    assertThat(told.subList(told.indexOf(reset) + 1, told.size()))
        .isEqualTo(log.stream().filter(change -> change.n() > reset.n()).toList());
  }

  private static String replicaState(Node node) {
    return node.replica().getString("state");
  }

  private static Set<String> epochs(List<Told> log) {
    return log.stream().map(Told::epoch).collect(Collectors.toSet());
  }

  private static Told last(List<Told> told) {
    return told.get(told.size() - 1);
  }

  private static Told lastOf(String epoch, List<Told> log) {
    return last(log.stream().filter(change -> change.epoch().equals(epoch)).toList());
  }
}
