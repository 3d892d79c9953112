package dev.carillon.proxy;

import dev.carillon.Directory;
import dev.carillon.TestDatabase;
import dev.carillon.launcher.RestartableNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** A database, two nodes on it, and the proxies in front of them, each started when asked for. */
final class Site implements AutoCloseable {
  private final TestDatabase database = TestDatabase.empty();
  private final Path folder = Directory.temporary("carillon-proxy-");
  private final Map<Kind, Proxy> proxies = new EnumMap<>(Kind.class);
  private final Certificate certificate;
  private final SSLContext trusted;
  private final RestartableNode left;
  private final RestartableNode right;
  private int tables;

  Site() throws Exception {
    certificate = Certificate.in(folder);
    trusted = certificate.trusted();
    left = node();
    right = node();
  }

  private RestartableNode node() throws IOException {
    return new RestartableNode(
        "proxied",
        "-Dcarillon.jdbc.url=" + database.url(),
        // No sign of life within the test: it would push out what a proxy holds back
        "-Dcarillon.heartbeat=PT5M");
  }

  /** Starts the nodes. */
  void start() throws IOException {
    left.launch();
    right.launch();
    left.awaitServing();
    right.awaitServing();
  }

  RestartableNode left() {
    return left;
  }

  /** Those of these kinds that this machine has. */
  List<Proxy> installed(Kind... kinds) throws Exception {
    List<Proxy> installed = new ArrayList<>();
    for (Kind kind : kinds) {
      if (kind.isInstalled()) {
        installed.add(proxy(kind));
      }
    }
    return installed;
  }

  Proxy proxy(Kind kind) throws Exception {
    kind.assumeInstalled();
    if (!proxies.containsKey(kind)) {
      proxies.put(
          kind,
          Proxy.start(kind, new Setup(folder.resolve(kind.name()), certificate, left, right)));
    }
    return proxies.get(kind);
  }

  /** Connections of its own, and trust in the proxies. */
  HttpClient client(HttpClient.Version version) {
    return HttpClient.newBuilder().version(version).sslContext(trusted).build();
  }

  /** A table of a test's own; its name, and so the topic's. */
  String watch() throws SQLException {
    String table = "proxied_" + ++tables;
    execute(
        "CREATE TABLE " + table + " (id int PRIMARY KEY)",
        "SELECT carillon.watch('" + table + "')");
    return table;
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = database.connect();
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  Writer write(String table, int perSecond) throws SQLException {
    return new Writer(database.connect(), table, perSecond);
  }

  @Override
  public void close() {
    proxies.values().forEach(Proxy::close);
    left.close();
    right.close();
    Directory.delete(folder);
  }
}
