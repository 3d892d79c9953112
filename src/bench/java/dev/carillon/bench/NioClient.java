package dev.carillon.bench;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.Callable;

/** The client for any machine that has Java: one thread and one selector for all of them. */
final class NioClient implements LoadClient {
  @Override
  public String title() {
    return "Java NIO, one thread";
  }

  @Override
  public Seen run(Crowd crowd, Callable<Long> work) throws IOException {
    try (Selector selector = Selector.open();
        NioRun run = new NioRun(crowd, selector)) {
      return run.run(work);
    }
  }
}
