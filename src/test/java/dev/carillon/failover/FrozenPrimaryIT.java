package dev.carillon.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The primary goes away without a word, with every connection to it, and the standby takes over.
 */
@Tag("heavy")
class FrozenPrimaryIT {

  @Test
  void isLeftForTheServerThatAnswers() throws Exception {
    try (Pair pair = new Pair();
        Node node = Node.watching(pair);
        Clients clients = Clients.of(node)) {
      pair.synchronize();
      LongStream.range(0, 5)
          .parallel()
          .forEach(i -> assertThat(node.storePrice()).isEqualTo(201)); // over as many connections
      Set<String> acknowledged = new HashSet<>();
      try (Load load = new Load(pair)) {
        load.awaitMore(300);
        Outage outage = Outage.begin("the primary froze", node, load, clients);
        pair.freezePrimary();
        try {
          pair.promote();
          outage.awaitEnd();
        } finally {
          pair.endFrozen();
        }
        acknowledged.addAll(load.acknowledged());
      }
      clients.assertToldAll(pair.log());
      assertThat(pair.log()).extracting(Told::what).containsAll(acknowledged);
    }
  }
}
