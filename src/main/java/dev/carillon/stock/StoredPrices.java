package dev.carillon.stock;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Sends the stored prices to one client over the container's own sink: the next only when the last
 * has gone, since such a sink blocks its writer or queues without bound.
 */
final class StoredPrices implements Runnable {
  private static final int PAGE = 100;
  private static final Jsonb JSON = JsonbBuilder.create();
  private final StockPrices prices;
  private final Executor executor;
  private final SseEventSink sink;
  private final Sse sse;
  private final Queue<StockPrice> page = new ArrayDeque<>();
  private long sentId;

  StoredPrices(StockPrices prices, Executor executor, SseEventSink sink, Sse sse, long afterId) {
    this.prices = prices;
    this.executor = executor;
    this.sink = sink;
    this.sse = sse;
    this.sentId = afterId;
  }

  @Override
  public void run() {
    if (page.isEmpty()) {
      page.addAll(prices.after(sentId, PAGE));
    }
    StockPrice next = page.poll();
    if (next == null || sink.isClosed()) {
      sink.close();
      return;
    }
    sentId = next.getId();
    var event = sse.newEventBuilder().id(String.valueOf(sentId)).data(JSON.toJson(next)).build();
    var unused =
        sink.send(event)
            .whenComplete(
                (sent, failure) -> {
                  if (failure == null) {
                    executor.execute(this);
                  } else {
                    sink.close();
                  }
                });
  }
}
