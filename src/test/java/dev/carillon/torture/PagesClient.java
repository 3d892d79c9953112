package dev.carillon.torture;

import dev.carillon.change.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of {@code /api/changes} that asks for one page after the other. */
final class PagesClient extends RestlessClient {
  private static final int[] LIMITS = {1, 3, 50, 1000};
  private static final int MOST_WAIT = 4;
  private static final Pattern GONE_ON = Pattern.compile("\\((\\S+)\\).* go on after (\\S+?)\"");

  private final List<String> selectors;
  private final ClientHistory history;

  PagesClient(
      String name,
      long seed,
      List<String> selectors,
      List<Wire> nodes,
      Truth truth,
      Verdict verdict) {
    super(name, seed, nodes, verdict);
    this.selectors = selectors;
    this.history = new ClientHistory(name, selectors, truth, verdict);
  }

  @Override
  List<ClientHistory> histories() {
    return List.of(history);
  }

  @Override
  void visit(Wire node) throws IOException {
    history.connects("port " + node.target().getPort());
    try (HttpConnection connection = new HttpConnection(node, random(), this::leaves)) {
      boolean more = true;
      while (more) {
        HttpConnection.Head head = connection.get(path(), Map.of());
        byte[] body = connection.body(head).readAllBytes();
        more = take(head, new String(body, StandardCharsets.UTF_8)) && pause(patience());
      }
    }
  }

  private String path() {
    return "/api/changes?%s&after=%s&limit=%d&wait=%d"
        .formatted(
            HttpConnection.topics(selectors),
            history.last().map(Position::toString).orElse("latest"),
            settled() ? 1000 : LIMITS[random().nextInt(LIMITS.length)],
            settled() ? MOST_WAIT : random().nextInt(MOST_WAIT + 1));
  }

  private double patience() {
    return settled() ? 0.02 : Pauses.between(random(), 0, 0.3);
  }

  /** Whether it goes on here. */
  private boolean take(HttpConnection.Head head, String body) {
    if (head.status() == 200) {
      Text.objects(body).forEach(history::shown);
      String position = body.substring(body.lastIndexOf("\"position\":\""));
      history.stands(Position.parse(Text.between(position, "\"position\":\"", "\"")));
      return true;
    }
    if (head.status() == 410) {
      Matcher way = GONE_ON.matcher(body);
      if (way.find()) {
        history.reset(way.group(1), Position.parse(way.group(2)));
      }
    } else if (head.isProblem() && head.status() != 503) {
      complain("is refused with " + body);
    }
    return false;
  }
}
