package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that come back after a long time, while others write on. */
@Tag("heavy")
class BacklogIT {
  private static final int ROWS = 40_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @RegisterExtension private final WatchedTable table = new WatchedTable();

  @Test
  void catchesUpAndGoesLiveWithoutAGapWhileRowsAreWritten() throws Exception {
    String before;
    try (EventStream stream = table.stream()) {
      before = stream.lastId();
    }
    table.insertAtOnce(1_000_001, 1_000_000 + ROWS);
    try (Writer writer = Writer.start(table.name(), 100);
        EventStream early = table.stream("Last-Event-ID", before)) {
      writer.awaitMore(100);
      try (EventStream late = table.stream("Last-Event-ID", before)) {
        int last = writer.stop();
        List<Integer> all =
            IntStream.concat(
                    IntStream.rangeClosed(1_000_001, 1_000_000 + ROWS),
                    IntStream.rangeClosed(1, last))
                .boxed()
                .toList();
        for (EventStream stream : List.of(early, late)) {
          await()
              .atMost(PATIENCE)
              .pollInterval(Duration.ofSeconds(1))
              .until(() -> stream.messages().size() >= all.size());
          assertThat(stream.rowIds().equals(all)).as("each row once, in order").isTrue();
        }
      }
    }
  }
}
