package dev.carillon.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client that comes back: for what the ring has, and for more. */
final class Replay implements Scenario {
  private static final Pattern POSITION = Pattern.compile("\"position\":\"(\\d+)\\.(\\d+)\"");
  private static final int IN_RING = 16_000;
  private static final int IN_LOG = 200_000;
  private static final int BYTES = 200;

  /** Not those in C: they count from when all are connected, and by then the ring is through. */
  private final LoadClient clients = new NioClient();

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public void play(Stage stage) throws Exception {
    // seen by one who is there, so that the ring has them, and nothing else behind them
    clients.run(stage.streams(1), stage.insert(Database.WATCHED, IN_LOG + IN_RING, 1000, 0, BYTES));
    List<Double> ring = new ArrayList<>();
    List<Double> log = new ArrayList<>();
    String flaws = "";
    for (int round = 0; round <= stage.options().rounds(); round++) {
      Seen near = comeBack(stage, IN_RING);
      Seen far = comeBack(stage, IN_LOG);
      flaws += near.flaws() + far.flaws();
      if (round > 0) { // the first one warms up
        ring.add(near.perSecond());
        log.add(far.perSecond());
      }
    }
    Results results = stage.results();
    double near =
        results.add(name(), "16,000 changes back, from the ring", "changes/s", ring).median();
    double far =
        results.add(name(), "200,000 changes back, from the log", "changes/s", log).median();
    results.atLeast(name(), "over 200,000 changes/s from the ring" + flaws, near, 200_000, "/s");
    results.atLeast(name(), "over 50,000 changes/s from the log", far, 50_000, "/s");
  }

  private Seen comeBack(Stage stage, long behind) throws IOException, InterruptedException {
    Matcher position = position(stage);
    long after = Long.parseLong(position.group(2)) - behind;
    String url =
        stage.carillon().stream(Database.WATCHED)
            + "&lastEventId="
            + position.group(1)
            + "."
            + after;
    return clients.run(
        Crowd.of(url, 1, stage.seqs().get() - behind).expecting(behind), () -> behind);
  }

  private static Matcher position(Stage stage) throws IOException, InterruptedException {
    String answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(stage.carillon().url("/api/status"))).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    Matcher position = POSITION.matcher(answer);
    if (!position.find()) {
      throw new IOException("no position in " + answer);
    }
    return position;
  }
}
