package dev.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Node's fan-out of the tutorial's notifications: what to compare with. */
record NodePeer(Process process, int port) implements AutoCloseable {
  private static final String PACKAGE = "pg@8";

  /** Starts it; empty where the machine has no Node, or can't install what it needs. */
  static Optional<NodePeer> start(Options options, int postgresPort)
      throws IOException, InterruptedException {
    if (!Commands.exist("node", "npm")) {
      return Optional.empty();
    }
    Path folder = Files.createDirectories(options.folder().resolve("node"));
    try {
      if (!Files.isDirectory(folder.resolve("node_modules/pg"))) {
        Commands.run(
            folder, List.of("npm", "install", "--no-audit", "--no-fund", "--prefix", ".", PACKAGE));
      }
    } catch (IOException offline) {
      return Optional.empty();
    }
    Path script = folder.resolve("peer.js");
    Files.writeString(
        script, Files.readString(options.project().resolve("src/bench/node/peer.js")));
    int port = Carillon.freePort();
    Process process =
        new ProcessBuilder(
                "node",
                script.toString(),
                Integer.toString(port),
                Integer.toString(postgresPort),
                Database.TUTORIAL)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("peer.log").toFile()))
            .start();
    if (process.inputReader().readLine() == null) {
      throw new IOException("the peer in Node did not start: see " + folder.resolve("peer.log"));
    }
    return Optional.of(new NodePeer(process, port));
  }

  String url() {
    return "http://127.0.0.1:" + port + "/";
  }

  @Override
  public void close() {
    process.destroy();
  }
}
