package org.example.orders;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The application as it is deployed, on a PostgreSQL and a Payara Micro of the test's own. */
record RunningOrders(EmbeddedPostgres postgres, Process server, String url)
    implements AutoCloseable {
  static RunningOrders start() throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.start();
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            "target/dependency/payara-micro.jar",
            "--deploy",
            "target/orders.war",
            "--port",
            Integer.toString(port),
            "--nocluster",
            "--disablephonehome",
            "--prebootcommandfile",
            "src/test/server/before-boot.asadmin");
    builder.environment().put("CARILLON_JDBC_URL", postgres.getJdbcUrl("postgres", "postgres"));
    builder.redirectErrorStream(true).redirectOutput(new File("target/server.log"));
    RunningOrders running =
        new RunningOrders(postgres, builder.start(), "http://127.0.0.1:" + port + "/orders");
    running.awaitReady();
    return running;
  }

  HttpResponse<String> post(String path, String json) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private void awaitReady() throws Exception {
    for (int second = 0; second < 180; second++) {
      if (server.waitFor(1, TimeUnit.SECONDS)) {
        break;
      }
      try {
        if (send(HttpRequest.newBuilder(URI.create(url).resolve("/health/ready"))).statusCode()
            == 200) {
          return;
        }
      } catch (IOException notYet) {
        // asked again
      }
    }
    close();
    throw new IllegalStateException("The application is not ready; target/server.log says why");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws Exception {
    server.destroy();
    server.waitFor(30, TimeUnit.SECONDS);
    postgres.close();
  }
}
