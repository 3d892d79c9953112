package dev.carillon.proxy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Somebody who comes every 50 ms, asks for something short, and notes how he was received. */
final class Newcomers implements AutoCloseable {
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Integer> receptions = new TreeMap<>();

  Newcomers(HttpClient http, Proxy proxy) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(proxy.origin() + "/carillon/carillon.css")).build();
    Runnable come =
        () -> {
          var unused =
              http.sendAsync(request, BodyHandlers.discarding())
                  .whenComplete(
                      (response, failure) ->
                          note(failure == null ? "" + response.statusCode() : failure.toString()));
        };
    var unused = clock.scheduleAtFixedRate(come, 0, 50, TimeUnit.MILLISECONDS);
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
