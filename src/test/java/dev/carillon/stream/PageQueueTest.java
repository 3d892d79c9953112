package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Position;
import dev.carillon.stream.PageQueue.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PageQueueTest {
  private final PageQueue queue = new PageQueue();

  @Test
  void servesByTurnsWhoIsFurthestBehindAndWhoHasWaitedLongest() {
    ask(700, 300, 900, 100, 500);
    assertThat(served(5)).containsExactly(100L, 700L, 300L, 900L, 500L);
  }

  @Test
  void letsNobodyStarveHoweverManyComeFromFurtherBehind() {
    ask(9000);
    List<Long> served = new ArrayList<>();
    for (long n = 1; n <= 4; n++) {
      ask(n);
      served.addAll(served(1));
    }
    assertThat(served).contains(9000L);
  }

  @Test
  void isEmptyWhenEverybodyIsServed() {
    assertThat(queue.next()).isNull();
    ask(1);
    assertThat(queue.find(new Position(1, 1))).isNotNull();
    assertThat(served(1)).containsExactly(1L);
    assertThat(queue.find(new Position(1, 1))).isNull();
    assertThat(queue.next()).isNull();
  }

  private void ask(long... places) {
    for (long n : places) {
      queue.add(new Request(new Position(1, n), new CompletableFuture<>()));
    }
  }

  private List<Long> served(int count) {
    List<Long> served = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Request request = queue.next();
      served.add(request == null ? -1L : request.after().n());
    }
    return served;
  }
}
