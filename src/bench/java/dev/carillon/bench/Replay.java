package dev.carillon.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
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

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public void play(Stage stage) throws Exception {
    long before = number(stage);
    stage.insert(Database.WATCHED, IN_LOG + IN_RING, 1000, 0, BYTES).call();
    while (number(stage) < before + IN_LOG + IN_RING) { // then the ring has them
      Commands.pause(Duration.ofMillis(200));
    }
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

  private static Seen comeBack(Stage stage, long behind) throws IOException, InterruptedException {
    Matcher position = position(stage);
    long after = Long.parseLong(position.group(2)) - behind;
    String url =
        stage.carillon().stream(Database.WATCHED)
            + "&lastEventId="
            + position.group(1)
            + "."
            + after;
    // not the one in C: it counts from when all are connected, and by then the ring is through
    return new NioClient()
        .run(Crowd.of(url, 1, stage.seqs().get() - behind).expecting(behind), () -> behind);
  }

  /** The newest change's number. */
  private static long number(Stage stage) throws IOException, InterruptedException {
    return Long.parseLong(position(stage).group(2));
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
