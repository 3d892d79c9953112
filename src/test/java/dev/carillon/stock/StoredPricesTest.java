package dev.carillon.stock;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Whatever fails, the stream ends, so that its client comes back. */
class StoredPricesTest {
  private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-01-01T00:00:00Z");
  private final Sink sink = new Sink();

  @Test
  void endWhereThereAreNoMore() {
    run(List.of());

    assertThat(sink.isClosed()).isTrue();
  }

  @Test
  void endWhereTheDatabaseIsAway() {
    var prices =
        new StockPrices() {
          @Override
          public List<StockPrice> after(long id, int limit) {
            throw new IllegalStateException("the database is away");
          }
        };
    new StoredPrices(prices, Runnable::run, sink, new NoSse(), Object::toString, 0).run();

    assertThat(sink.isClosed()).isTrue();
  }

  @Test
  void endWhereAPriceCannotBeSent() {
    run(
        List.of(
            new StockPrice("CRN", BigDecimal.ONE, NOW) {
              @Override
              public Long getId() {
                return 7L; // which the database gives
              }
            }));

    assertThat(sink.isClosed()).isTrue();
  }

  private void run(List<StockPrice> stored) {
    var prices =
        new StockPrices() {
          @Override
          public List<StockPrice> after(long id, int limit) {
            return stored;
          }
        };
    new StoredPrices(prices, Runnable::run, sink, new NoSse(), Object::toString, 0).run();
  }

  /** A client that takes nothing. */
  private static final class Sink implements SseEventSink {
    private boolean closed;

    @Override
    public boolean isClosed() {
      return closed;
    }

    @Override
    public CompletionStage<?> send(OutboundSseEvent event) {
      return CompletableFuture.failedFuture(new IllegalStateException("the client is gone"));
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** A server that makes no events. */
  private static final class NoSse implements Sse {
    @Override
    public OutboundSseEvent.Builder newEventBuilder() {
      throw new IllegalStateException("the server stops");
    }

    @Override
    public SseBroadcaster newBroadcaster() {
      throw new IllegalStateException("the server stops");
    }
  }
}
