package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Wherever a client was cut off, it misses nothing and sees nothing twice, or is told that it must
 * begin anew.
 */
class ResumeIT {
  @RegisterExtension private final WatchedTable table = new WatchedTable();

  @ParameterizedTest
  @CsvSource({
    "1.999999999, ahead",
    "foo, malformed",
    "7.1, unknown-epoch",
    "1.x, malformed",
    "-1.1, malformed",
    "1.99999999999999999999, malformed"
  })
  void resetsWhatCannotBeReplayedAndGoesOnLive(String lastId, String reason) throws SQLException {
    try (EventStream stream = table.stream("Last-Event-ID", lastId)) {
      ServerEvent reset = stream.awaitEvent("reset");
      assertThat(reset.json().getString("reason")).isEqualTo(reason);
      assertThat(reset.json().getString("position")).isEqualTo(reset.id());

      table.insert("live");
      stream.awaitChanges(1);
    }
  }

  @Test
  void missesNothingAndSeesNothingTwiceHoweverOftenItIsCutOff() throws Exception {
    List<Integer> seen = new ArrayList<>();
    try (Writer writer = Writer.start(table.name(), 400)) {
      String lastId = null;
      for (int cut = 0; cut < 12; cut++) {
        try (EventStream stream = lastId == null ? table.stream() : resume(lastId)) {
          int enough = ThreadLocalRandom.current().nextInt(60);
          await().until(() -> stream.messages().size() >= enough);
          stream.cutOff();
          lastId = stream.lastId();
          seen.addAll(stream.rowIds());
        }
      }
      int last = writer.stop();
      try (EventStream stream = resume(lastId)) {
        int missing = last - (seen.isEmpty() ? 0 : seen.get(seen.size() - 1));
        stream.awaitChanges(missing);
        seen.addAll(stream.rowIds());
      }
      assertThat(seen).isEqualTo(IntStream.rangeClosed(seen.get(0), last).boxed().toList());
    }
  }

  private EventStream resume(String lastId) {
    return table.stream("Last-Event-ID", lastId);
  }
}
