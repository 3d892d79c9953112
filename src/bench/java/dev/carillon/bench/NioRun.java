package dev.carillon.bench;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** One run of one crowd: all in one thread, but for the work. */
final class NioRun implements AutoCloseable {
  private static final int AT_ONCE = 128;
  private static final int READ = 262_144;
  private static final int LITTLE = 4096;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SETTLE = Duration.ofMillis(500);
  private static final Duration MOST = Duration.ofMinutes(2);
  private static final Duration QUIET = Duration.ofSeconds(15);

  private final Crowd crowd;
  private final Selector selector;
  private final List<Reader> readers = new ArrayList<>();
  private final List<SocketChannel> stuck = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ);
  private final byte[] bytes = new byte[READ];
  private final Tally tally;
  private final long cpuBefore = Tally.threadCpu();

  NioRun(Crowd crowd, Selector selector) {
    this.crowd = crowd;
    this.selector = selector;
    this.tally = new Tally(crowd.firstSeq());
  }

  /** Connects, has the work done, and counts until all have seen it. */
  Seen run(Callable<Long> work) throws IOException {
    long began = System.nanoTime();
    for (int i = 0; i < crowd.stuck(); i++) {
      connectStuck();
    }
    while (tally.answered() < crowd.readers() && System.nanoTime() - began < PATIENCE.toNanos()) {
      while (readers.size() < crowd.readers() && readers.size() - tally.answered() < AT_ONCE) {
        connect();
      }
      poll(10);
    }
    double connecting = (System.nanoTime() - began) / 1e9;
    int connected = tally.answered();
    pollFor(SETTLE);
    CompletableFuture<Long> production = CompletableFuture.supplyAsync(() -> call(work));
    while (!production.isDone()) {
      poll(10);
    }
    long expected = production.join();
    long started = System.nanoTime();
    long quietSince = started;
    long before = -1;
    while (tally.least(readers) < expected
        && System.nanoTime() - quietSince < QUIET.toNanos()
        && System.nanoTime() - started < MOST.toNanos()) {
      poll(10);
      if (tally.deliveries() != before) {
        before = tally.deliveries();
        quietSince = System.nanoTime();
      }
    }
    return tally.seen(readers, expected, connected, connecting, cpuBefore);
  }

  private void pollFor(Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      poll(10);
    }
  }

  private static Long call(Callable<Long> work) {
    try {
      return work.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void connect() throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    Reader reader = new Reader(channel, crowd, tally);
    readers.add(reader);
    channel.register(selector, SelectionKey.OP_CONNECT, reader);
    channel.connect(crowd.address());
  }

  private void connectStuck() throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, LITTLE);
    channel.connect(crowd.address());
    channel.write(ByteBuffer.wrap(Reader.request(crowd)));
    stuck.add(channel);
  }

  private void poll(long millis) throws IOException {
    selector.select(this::take, millis);
  }

  private void take(SelectionKey key) {
    Reader reader = (Reader) key.attachment();
    try {
      if (key.isConnectable() && reader.channel().finishConnect()) {
        reader.channel().write(ByteBuffer.wrap(Reader.request(crowd)));
        key.interestOps(SelectionKey.OP_READ);
      } else if (key.isReadable()) {
        read(key, reader);
      }
    } catch (IOException gone) {
      tally.close();
      key.cancel();
    }
  }

  private void read(SelectionKey key, Reader reader) throws IOException {
    buffer.clear();
    int count = reader.channel().read(buffer);
    if (count < 0) {
      tally.close();
      key.cancel();
      return;
    }
    tally.readAt(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    buffer.flip().get(bytes, 0, count);
    reader.take(bytes, count);
  }

  @Override
  public void close() throws IOException {
    for (Reader reader : readers) {
      reader.channel().close();
    }
    for (SocketChannel channel : stuck) {
      channel.close();
    }
  }
}
