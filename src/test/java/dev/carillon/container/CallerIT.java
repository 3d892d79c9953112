package dev.carillon.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.change.ListenerStatus;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who wrote a change, where an application knows nothing of it and somebody has logged in. */
@ExtendWith(ArquillianExtension.class)
public class CallerIT {

  @Inject private ListenerStatus listener;

  @Deployment
  public static WebArchive carillon() {
    return Deployments.carillonWith(Login.class, Login.Named.class, Server.class);
  }

  @Test
  void isTheCallerOfAWriteOverJpaAndNotOfTheNextOne() throws Exception {
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> listener.state() == ListenerStatus.State.LISTENING);
    URI root = Server.current().uri("carillon");
    for (int i = 0; i < 20; i++) { // each connection of the pool, and its next user
      String name = i % 2 == 0 ? "abe" + i : "";
      String symbol = "CALLER" + i;
      HttpResponse<String> added = add(root, symbol, name);
      assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
      String expected = name.isEmpty() ? "\"user\":\"postgres\"" : "\"user\":\"" + name + "\"";
      await()
          .atMost(10, TimeUnit.SECONDS)
          .untilAsserted(
              () -> assertThat(newest(root)).contains("\"" + symbol + "\"").contains(expected));
    }
  }

  private static HttpResponse<String> add(URI root, String symbol, String name)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(root.resolve("api/stock-prices"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"symbol\":\"" + symbol + "\",\"price\":1}"));
    if (!name.isEmpty()) {
      request.header(Login.HEADER, name);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static String newest(URI root) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve("api/audit?table=stock_price&limit=1")).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
