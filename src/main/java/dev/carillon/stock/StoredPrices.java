package dev.carillon.stock;

import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends the stored prices to one client over the container's own sink: the next only when the last
 * has gone, since such a sink blocks its writer or queues without bound. Whatever fails, it closes
 * the sink: the client comes back with the last id.
 */
final class StoredPrices implements Runnable {
  private static final Logger LOGGER = System.getLogger(StoredPrices.class.getName());
  private static final int PAGE = 100;
  private final StockPrices prices;
  private final Executor executor;
  private final SseEventSink sink;
  private final Sse sse;
  private final Function<StockPrice, String> json;
  private final Queue<StockPrice> page = new ArrayDeque<>();
  private long sentId;

  StoredPrices(
      StockPrices prices,
      Executor executor,
      SseEventSink sink,
      Sse sse,
      Function<StockPrice, String> json,
      long afterId) {
    this.prices = prices;
    this.executor = executor;
    this.sink = sink;
    this.sse = sse;
    this.json = json;
    this.sentId = afterId;
  }

  @Override
  public void run() {
    try {
      sendNext();
    } catch (RuntimeException e) { // the executor would say nothing, and the client wait for ever
      LOGGER.log(Level.WARNING, "The stored prices after {0} could not be sent: {1}", sentId, e);
      sink.close();
    }
  }

  private void sendNext() {
    if (page.isEmpty()) {
      page.addAll(prices.after(sentId, PAGE));
    }
    StockPrice next = page.poll();
    if (next == null || sink.isClosed()) {
      sink.close();
      return;
    }
    sentId = next.getId();
    var event = sse.newEventBuilder().id(String.valueOf(sentId)).data(json.apply(next)).build();
    var unused = sink.send(event).whenComplete((sent, failure) -> goOn(failure));
  }

  private void goOn(@Nullable Throwable failure) {
    if (failure != null) {
      sink.close();
      return;
    }
    try {
      executor.execute(this);
    } catch (RejectedExecutionException stopping) {
      sink.close();
    }
  }
}
