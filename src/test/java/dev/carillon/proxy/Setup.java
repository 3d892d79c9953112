package dev.carillon.proxy;

import dev.carillon.TestServer;
import dev.carillon.launcher.RestartableNode;
import java.nio.file.Path;

/** What a proxy is told of this machine: where it listens, by which certificate, and the nodes. */
record Setup(
    Path folder,
    Certificate certificate,
    RestartableNode left,
    RestartableNode right,
    int port,
    int plainPort) {
  Setup(Path folder, Certificate certificate, RestartableNode left, RestartableNode right) {
    this(folder, certificate, left, right, TestServer.freePort(), TestServer.freePort());
  }

  /** Puts these nodes in the place of those in a delivered file. */
  Delivered withNodes(Delivered file) {
    return file.with("10.0.0.11:8080", left.address()).with("10.0.0.12:8080", right.address());
  }
}
