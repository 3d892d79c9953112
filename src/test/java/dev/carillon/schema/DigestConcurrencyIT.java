package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many nodes that have their rounds at the very same time. */
class DigestConcurrencyIT {

  private static final TestDatabase DATABASE = TestDatabase.migrated();
  private static final int NODES = 4;
  private static final int USERS = 60;

  @Test
  void goesToOneOfThem() throws Exception {
    try (Session session = new Session(DATABASE)) {
      session.run(
          "INSERT INTO appuser (id, fullname) SELECT i, 'User ' || i FROM generate_series(4, "
              + USERS
              + ") i",
          "INSERT INTO digest_subscription (appuser, email, wanted)"
              + " SELECT id, id || '@example.org', true FROM appuser WHERE id > 1",
          "INSERT INTO message (sender, channel, content)"
              + " SELECT 1, 'lobby', 'message ' || i FROM generate_series(1, 5) i",
          "UPDATE unread SET since = since - interval '5 hours'");
    }
    ExecutorService threads = Executors.newFixedThreadPool(NODES);
    try {
      CyclicBarrier together = new CyclicBarrier(NODES);
      List<Callable<List<String>>> nodes = new ArrayList<>();
      for (int i = 0; i < NODES; i++) {
        nodes.add(() -> round(together));
      }
      List<String> mailed = new ArrayList<>();
      for (Future<List<String>> node : threads.invokeAll(nodes)) {
        mailed.addAll(node.get());
      }
      assertThat(mailed)
          .as("each message for each reader, and none twice")
          .hasSize((USERS - 1) * 5)
          .doesNotHaveDuplicates();
      assertThat(mailed).as("in one mail").allMatch(line -> line.contains(" of 5: message "));
    } finally {
      threads.shutdown();
    }
  }

  /**
   * Each claims a few until nothing is due, and takes all mails that it sees in between: an
   * observer alone would not be told of one while another node takes it.
   */
  private static List<String> round(CyclicBarrier together) throws Exception {
    List<String> mailed = new ArrayList<>();
    try (Session node = new Session(DATABASE)) {
      together.await();
      boolean more = true;
      while (more) {
        more = !node.column("SELECT digest_claim('4 hours', 7)").contains("0");
        for (String mail : node.column("SELECT id FROM digest_mail WHERE taken_at IS NULL")) {
          mailed.addAll(take(node, mail));
        }
      }
    }
    return mailed;
  }

  private static List<String> take(Session node, String mail) throws Exception {
    return node.rows(
        "SELECT format('%s of %s: %s', reader, total, content) FROM digest_take('"
            + mail
            + "', '4 hours', 100)",
        row -> row.getString(1));
  }
}
