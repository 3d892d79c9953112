package dev.carillon.failover;

import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Asks for page after page, and waits for each; goes on where it is told to. */
final class PagesClient implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Node node;
  private final History history = new History();
  private final Thread reader = new Thread(this::read, "pages");
  private String after;
  private volatile boolean stopping;

  PagesClient(Node node, String after) {
    this.node = node;
    this.after = after;
    reader.start();
  }

  History history() {
    return history;
  }

  private void read() {
    while (!stopping) {
      HttpResponse<String> page = node.get("/api/changes?topic=t&limit=1000&wait=2&after=" + after);
      switch (page.statusCode()) {
        case 200 -> take(History.json(page.body()));
        case 410 -> goOn(History.json(page.body()));
        default -> LockSupport.parkNanos(PAUSE.toNanos()); // the database is away
      }
    }
  }

  private void take(JsonObject page) {
    page.getJsonArray("changes").getValuesAs(JsonObject.class).forEach(history::change);
    after = page.getString("position");
  }

  private void goOn(JsonObject problem) {
    if (problem.containsKey("position")) {
      after = problem.getString("position");
      history.reset(after, problem.getString("reason"));
    } // else it was waiting just then, and is told why when it asks again
  }

  @Override
  public void close() {
    stopping = true;
    await().atMost(Pair.PATIENCE).until(() -> !reader.isAlive());
  }
}
