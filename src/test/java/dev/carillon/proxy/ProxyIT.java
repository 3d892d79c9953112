package dev.carillon.proxy;

import static java.net.http.HttpClient.Version.HTTP_1_1;
import static java.net.http.HttpClient.Version.HTTP_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients see of two nodes behind nginx and HAProxy, by the files in server-config. */
@Timeout(600)
class ProxyIT {
  private static final Logger LOGGER = System.getLogger(ProxyIT.class.getName());
  private static final int CROWD = Integer.getInteger("carillon.proxy.clients", 100);
  private static final int ROWS_PER_SECOND = Math.max(2, 500 / CROWD);

  /** More than a server and the kernel take for a client that does not read. */
  private static final int KILOBYTES = 160;

  @AutoClose private static Site site;

  @BeforeAll
  static void start() throws Exception {
    site = new Site();
    site.start();
  }

  @ParameterizedTest
  @EnumSource
  void passesEventsOnAtOnceAndResumes(Kind kind) throws Exception {
    Proxy proxy = site.proxy(kind);
    for (HttpClient.Version version : List.of(HTTP_1_1, HTTP_2)) {
      for (String wish : List.of("identity", "gzip")) {
        HttpClient http = site.client(version);
        String topic = site.watch();
        String uri = proxy.origin() + "/carillon/api/events?format=row&topic=" + topic;
        String id;
        try (Reader reader = Reader.open(http, uri, "Accept-Encoding", wish)) {
          assertThat(reader.version()).isEqualTo(version);
          assertThat(reader.encoding().equals("gzip"))
              .isEqualTo(kind.compressesStreams() && wish.equals("gzip"));
          reader.awaitLine("event: ready");
          for (int row = 1; row <= 3; row++) {
            site.execute("INSERT INTO " + topic + " VALUES (" + row + ")");
            assertThat(reader.awaitLine("data: {\"id\"")).isEqualTo("data: {\"id\":" + row + "}");
          }
          id = reader.lastId();
        }
        site.execute("INSERT INTO " + topic + " VALUES (4)");
        try (Reader back = Reader.open(http, uri, "Accept-Encoding", wish, "Last-Event-ID", id)) {
          assertThat(back.awaitLine("data: {\"id\"")).isEqualTo("data: {\"id\":4}");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NGINX", "HAPROXY"})
  void passesTheSocketOnAndTheOriginOfItsPage(Kind kind) throws Exception {
    Proxy proxy = site.proxy(kind);
    HttpClient http = site.client(HTTP_2);
    String topic = site.watch();
    try (Frames frames = new Frames(http, proxy, proxy.origin())) {
      frames.subscribe(topic);
      assertThat(frames.next()).contains("\"subscribed\"");
      site.execute("INSERT INTO " + topic + " VALUES (1)");
      assertThat(frames.next()).contains("\"new\":{\"id\":1}");
    }
    assertThatThrownBy(() -> new Frames(http, proxy, "https://evil.example"))
        .rootCause()
        .hasMessageContaining("403");
  }

  @ParameterizedTest
  @EnumSource(names = {"NGINX", "HAPROXY"})
  void servesPagesAndJsonAndNothingElse(Kind kind) throws Exception {
    Proxy proxy = site.proxy(kind);
    String pages = proxy.origin() + "/carillon/";
    HttpClient http = site.client(HTTP_2);
    try (Reader page = Reader.open(http, pages + "carillon.css", "Accept-Encoding", "gzip")) {
      assertThat(page.encoding()).isEqualTo("gzip");
      page.awaitLine("body");
    }
    HttpRequest.Builder post =
        HttpRequest.newBuilder(URI.create(pages + "api/stock-prices"))
            .headers("Origin", proxy.origin(), "Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"symbol\":\"PROXY\",\"price\":1}"));
    HttpResponse<String> posted = http.send(post.build(), BodyHandlers.ofString());
    assertThat(posted.statusCode()).isEqualTo(201);
    assertThat(location(posted)).startsWith(pages + "api/stock-prices/");

    assertThat(location(get(http, proxy.origin() + "/"))).isEqualTo(pages);
    assertThat(location(get(http, proxy.origin() + "/carillon"))).isEqualTo(pages);
    assertThat(location(get(http, proxy.plainOrigin()))).startsWith("https:");
    assertThat(get(http, proxy.origin() + "/health/ready").statusCode()).isEqualTo(404);
    assertThat(get(http, pages + "api/no-such-thing").body()).contains("\"status\":404");
  }

  @Test
  void losesNothingAndHidesTheNodeThatIsRestarted() throws Exception {
    try (Audience audience = Audience.gather(site, CROWD, ROWS_PER_SECOND)) {
      audience.awaitRows(3 * ROWS_PER_SECOND);
      site.left().stop();
      audience.awaitHere();
      site.left().launch();
      site.left().awaitServing();
      audience.awaitRows(3 * ROWS_PER_SECOND);
      audience.assertMissedNothing();
      LOGGER.log(Level.INFO, "{0}", audience);
    }
  }

  /** Of a node itself; here, since no sign of life pushes out what is held back. */
  @Test
  void holdsNoEndBackFromOneThatReadsAgainLate() throws Exception {
    String topic = site.watch();
    List<Sleeper> sleepers = new ArrayList<>();
    try {
      for (int kilobyte = 0; kilobyte < KILOBYTES; kilobyte++) {
        if (kilobyte % 10 == 0 && kilobyte < KILOBYTES - 50) { // the room is full for one of them
          sleepers.add(Sleeper.open(site.left().address(), "/carillon/api/events?topic=" + topic));
        }
        int row = 4 * kilobyte;
        site.execute(
            "INSERT INTO " + topic + " SELECT generate_series(" + row + "," + (row + 3) + ")");
      }
      for (Sleeper sleeper : sleepers) {
        sleeper.awaitLine("\"id\":" + (4 * KILOBYTES - 1), Duration.ofSeconds(30));
      }
    } finally {
      for (Sleeper sleeper : sleepers) {
        sleeper.close();
      }
    }
  }

  private static HttpResponse<String> get(HttpClient http, String uri) throws Exception {
    return http.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString());
  }

  /** Where a browser would go. */
  private static String location(HttpResponse<String> response) {
    String location = response.headers().firstValue("Location").orElse("none");
    return response.uri().resolve(location).toString();
  }
}
