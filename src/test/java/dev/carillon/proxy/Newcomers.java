package dev.carillon.proxy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Somebody who comes every 50 ms, asks each proxy for something short, and notes the reception. */
final class Newcomers implements AutoCloseable {
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Integer> receptions = new TreeMap<>();

  Newcomers(HttpClient http, List<Proxy> proxies) {
    Runnable come = () -> proxies.forEach(proxy -> comeTo(proxy, http));
    var unused = clock.scheduleAtFixedRate(come, 0, 50, TimeUnit.MILLISECONDS);
  }

  private void comeTo(Proxy proxy, HttpClient http) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(proxy.origin() + "/carillon/carillon.css")).build();
    var unused =
        http.sendAsync(request, BodyHandlers.discarding())
            .whenComplete(
                (response, failure) ->
                    note(failure == null ? "" + response.statusCode() : failure.toString()));
  }

  private synchronized void note(String reception) {
    receptions.merge(reception, 1, Integer::sum);
  }

  /** How often each happened: a status, or why there was none. */
  synchronized Map<String, Integer> receptions() {
    return new TreeMap<>(receptions);
  }

  @Override
  public void close() {
    clock.shutdown();
  }
}
