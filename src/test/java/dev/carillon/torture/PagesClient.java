package dev.carillon.torture;

import dev.carillon.change.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A client of {@code /api/changes} that asks for one page after the other. */
final class PagesClient extends SelectorClient {
  private static final int[] LIMITS = {1, 3, 50, 1000};
  private static final int MOST_WAIT = 4;

  PagesClient(
      String name,
      long seed,
      List<String> selectors,
      List<Wire> nodes,
      Truth truth,
      Verdict verdict) {
    super(name, seed, selectors, nodes, truth, verdict);
  }

  @Override
  void converse(HttpConnection connection, ClientHistory history, String topics)
      throws IOException {
    boolean more = true;
    while (more) {
      HttpConnection.Head head = connection.get(path(history, topics), Map.of());
      byte[] body = connection.body(head).readAllBytes();
      more = take(head, new String(body, StandardCharsets.UTF_8), history) && pause(patience());
    }
  }

  private String path(ClientHistory history, String topics) {
    return "/api/changes?%s&after=%s&limit=%d&wait=%d"
        .formatted(
            topics,
            history.last().map(Position::toString).orElse("latest"),
            settled() ? 1000 : LIMITS[random().nextInt(LIMITS.length)],
            settled() ? MOST_WAIT : random().nextInt(MOST_WAIT + 1));
  }

  private double patience() {
    return settled() ? 0.02 : Pauses.between(random(), 0, 0.3);
  }

  /** Whether it goes on here. */
  private boolean take(HttpConnection.Head head, String body, ClientHistory history) {
    if (head.status() == 200) {
      Text.objects(body).forEach(history::shown);
      String position = body.substring(body.lastIndexOf("\"position\":\""));
      history.stands(Position.parse(Text.between(position, "\"position\":\"", "\"")));
      return true;
    }
    if (head.status() == 410 && body.contains("\"reason\"")) { // else it is told when it asks again
      history.reset(
          Text.between(body, "\"reason\":\"", "\""),
          Position.parse(Text.between(body, "\"position\":\"", "\"")));
    } else if (head.isProblem() && head.status() != 503 && head.status() != 410) {
      complain("is refused with " + body);
    }
    return false;
  }
}
