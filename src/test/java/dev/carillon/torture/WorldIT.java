package dev.carillon.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A minute of faults, with the simplest of all writers: what breaks, breaks for the clients. */
@Tag("torture")
class WorldIT {
  private static final Logger LOG = Logger.getLogger(WorldIT.class.getName());
  private static final double SECONDS = Double.parseDouble(System.getProperty("seconds", "60"));
  private static final int CLIENTS_OF_A_KIND = 3;

  private static final List<List<String>> TOPICS =
      List.of(List.of("*"), List.of("stock_price"), List.of("appuser", "chat/*"));

  @Test
  void keepsItsPromisesToEveryClientWhateverGoesWrong() throws Exception {
    long seed = Long.getLong("seed", new Random().nextLong());
    Verdict verdict = new Verdict();
    Truth truth = new Truth(verdict);
    Pauses end = new Pauses();
    try (World world = World.start(truth, "notify", 64, 256)) {
      List<RestlessClient> clients = clients(seed, world, verdict);
      clients.forEach(RestlessClient::start);
      PlainWriter writer = new PlainWriter(world);
      writer.start();
      Nemesis nemesis = new Nemesis(world, Faults.all(), seed);
      nemesis.start();
      end.pause(SECONDS);
      nemesis.heal();
      writer.stop();
      clients.forEach(RestlessClient::settle);
      long last = world.newest();
      await()
          .alias("all have reached 1." + last)
          .atMost(Duration.ofSeconds(90))
          .until(() -> reached(clients, last));
      clients.forEach(RestlessClient::stop);
      clients.forEach(client -> client.histories().forEach(history -> history.check(last)));
      LOG.info(
          () ->
              "seed %d, %d changes, %s, %s"
                  .formatted(seed, last, nemesis.faults(), verdict.report()));
    }
    assertThat(verdict.isClean()).as("seed " + seed + ": " + verdict.report()).isTrue();
  }

  private static boolean reached(List<RestlessClient> clients, long last) {
    return clients.stream().allMatch(client -> client.reaches(last));
  }

  private static List<RestlessClient> clients(long seed, World world, Verdict verdict) {
    List<RestlessClient> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS_OF_A_KIND; i++) {
      List<String> topics = TOPICS.get(i % TOPICS.size());
      List<Wire> ways = world.ways();
      Truth truth = world.truth();
      clients.add(new EventsClient("sse " + i, seed + i, topics, ways, truth, verdict));
      clients.add(new FramesClient("socket " + i, seed - i, topics, ways, truth, verdict));
      clients.add(new PagesClient("pages " + i, seed * 31 + i, topics, ways, truth, verdict));
    }
    return clients;
  }
}
