package dev.carillon.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.net.http.HttpClient;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whoever comes over the proxies while a node is restarted: a crowd behind each, which follows a
 * table, and newcomers.
 */
record Audience(List<Crowd> crowds, Newcomers newcomers, Writer writer) implements AutoCloseable {

  /** As many behind each proxy that this machine has; then rows are written. */
  static Audience gather(Site site, int behindEach, int rowsPerSecond) throws Exception {
    List<Proxy> proxies = site.installed(Kind.NGINX, Kind.HAPROXY);
    assumeFalse(proxies.isEmpty(), "neither nginx nor HAProxy is there: install one");
    String topic = site.watch();
    List<Crowd> crowds = new ArrayList<>();
    for (Proxy proxy : proxies) {
      crowds.add(Crowd.gather(site, proxy, topic, behindEach));
    }
    Newcomers newcomers = new Newcomers(site.client(HttpClient.Version.HTTP_1_1), proxies);
    crowds.forEach(Crowd::awaitHere);
    return new Audience(crowds, newcomers, site.write(topic, rowsPerSecond));
  }

  /** Waits until all of the crowds are back. */
  void awaitHere() {
    crowds.forEach(Crowd::awaitHere);
  }

  /** Waits until so many more rows are in. */
  void awaitRows(int more) {
    writer.awaitMore(more);
  }

  void assertMissedNothing() throws SQLException {
    int last = writer.stop();
    for (Crowd crowd : crowds) {
      crowd.awaitRows(last);
      assertThat(crowd.returns()).as("%s", crowd).isGreaterThan(crowd.viewers().size() / 4);
    }
    assertThat(newcomers.receptions()).containsOnlyKeys("200");
  }

  /** How they fared, for people. */
  @Override
  public String toString() {
    return crowds + "; newcomers were received with " + newcomers.receptions();
  }

  @Override
  public void close() throws SQLException {
    try (writer;
        newcomers) {
      crowds.forEach(Crowd::close);
    }
  }
}
