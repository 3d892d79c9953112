package dev.carillon.proxy;

import dev.carillon.launcher.LauncherProcess;
import dev.carillon.launcher.TestProject;
import java.io.IOException;

/** One of the two behind the proxy, started as a person would. */
final class Node implements AutoCloseable {
  private final TestProject project;
  private final String jdbcUrl;
  private LauncherProcess process;

  private Node(TestProject project, String jdbcUrl) {
    this.project = project;
    this.jdbcUrl = jdbcUrl;
  }

  static Node on(String jdbcUrl) throws IOException {
    return new Node(TestProject.create("proxied"), jdbcUrl);
  }

  String address() {
    return "127.0.0.1:" + project.httpPort();
  }

  void launch() throws IOException {
    // No sign of life within the test: it would push out what a proxy holds back
    process = project.launch("-Dcarillon.jdbc.url=" + jdbcUrl, "-Dcarillon.heartbeat=PT5M");
  }

  void awaitServing() {
    process.awaitServing();
  }

  void stop() {
    process.terminate();
  }

  @Override
  public void close() {
    if (process != null) {
      stop();
    }
  }
}
