package dev.carillon.torture;

import dev.carillon.change.Position;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/**
 * A client without a server: cuts, reads the log, is cut off and resumes, as the nodes do for
 * theirs.
 */
final class LogClient implements Runnable {
  private static final double RETRY_SECONDS = 0.1;
  private static final double MOST_REST_SECONDS = 0.03;
  private static final int PAGES_A_CONNECTION = 40;

  private final String url;
  private final Random random;
  private final ClientHistory history;
  private final Pauses pauses = new Pauses();

  LogClient(String url, long seed, ClientHistory history) {
    this.url = url;
    this.random = new Random(seed);
    this.history = history;
  }

  void stop() {
    pauses.end();
  }

  @Override
  public void run() {
    while (!pauses.areOver()) {
      try (LogReader log = new LogReader(url)) {
        history.connects("the log");
        resume(log);
        for (int pages = random.nextInt(PAGES_A_CONNECTION);
            pages > 0 && !pauses.areOver();
            pages--) {
          log.cut();
          read(log);
          pauses.pause(Pauses.between(random, 0, MOST_REST_SECONDS));
        }
      } catch (SQLException away) {
        pauses.pause(RETRY_SECONDS);
      }
    }
  }

  private void resume(LogReader log) throws SQLException {
    if (history.last().isEmpty()) {
      history.stands(new Position(1, log.newest()));
      return;
    }
    String refusal = log.refusal(history.last().orElseThrow().n());
    if (refusal != null) {
      history.reset(refusal, new Position(1, log.newest()));
    }
  }

  /** Part of a page, sometimes: it is cut off amid it. */
  private void read(LogReader log) throws SQLException {
    long last = history.last().orElseThrow().n();
    List<Seen> page = log.after(last);
    if (!page.isEmpty() && page.get(0).n() != last + 1) {
      resume(log); // retention has passed it
      return;
    }
    int shown = random.nextInt(8) == 0 ? random.nextInt(page.size() + 1) : page.size();
    page.subList(0, shown).forEach(this::show);
  }

  /** To its end, once nothing is written any longer. */
  void finish(LogReader log) throws SQLException {
    resume(log);
    for (List<Seen> page = log.after(history.last().orElseThrow().n());
        !page.isEmpty();
        page = log.after(history.last().orElseThrow().n())) {
      page.forEach(this::show);
    }
  }

  private void show(Seen change) {
    if (history.asksFor(change.topic())) {
      history.shown(change);
    } else {
      history.stands(new Position(1, change.n()));
    }
  }
}
