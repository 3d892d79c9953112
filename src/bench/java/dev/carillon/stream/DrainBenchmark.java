package dev.carillon.stream;

import dev.carillon.change.LogOpened;
import dev.carillon.change.Position;
import dev.carillon.change.Samples;
import dev.carillon.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Ten changes through the ring to a thousand subscribers, as the dispatcher does it: cursor,
 * window, chunk, up to the bytes that a socket would be given. One operation is one change for one
 * subscriber.
 */
@State(Scope.Thread)
public class DrainBenchmark {
  private static final int CLIENTS = 1000;
  private static final int CHANGES = 10;
  private static final int CHARACTERS = 200;
  private static final Position START = new Position(1, 0);
  private static final ChangesOnly WHOLE = ChangeJson::of;

  /** How many different filters they have; 0: they have none. */
  @Param({"0", "1000"})
  public int filters;

  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(0);
  private final List<Delivery> deliveries = new ArrayList<>();
  private final Hub hub;
  private long written;
  private long n;

  /** A hub whose own dispatcher is not started: this thread does its work. */
  public DrainBenchmark() {
    TestThreads threads = new TestThreads();
    hub =
        new Hub(
            new Settings(name -> Optional.empty()),
            new Replayer(new MemoryHistory(), threads),
            new SnapshotReader(new MemorySnapshots(), threads),
            new Census(),
            new Workers(threads, clock));
  }

  @Setup
  public void connect() {
    hub.opened(new LogOpened(START, null));
    for (int i = 0; i < CLIENTS; i++) {
      Selection selection =
          filters == 0 ? Walk.all("bench") : InterestTest.filtered("bench", "id==" + i % filters);
      Delivery delivery = hub.join(Transport.SSE, WHOLE, new Sink()).delivery();
      delivery.subscribe(List.of(selection), new Start(START, null, null, 1), "");
      deliveries.add(delivery);
    }
  }

  @TearDown
  public void end() {
    clock.shutdownNow();
  }

  @Benchmark
  @OperationsPerInvocation(CLIENTS * CHANGES)
  public long drain() {
    for (int i = 0; i < CHANGES; i++) {
      hub.changed(Samples.large(++n, "bench", CHARACTERS));
    }
    Pass pass = new Pass();
    for (Delivery delivery : deliveries) {
      Turn turn = Turn.MORE;
      while (turn == Turn.MORE) {
        turn = delivery.drain(pass);
      }
    }
    return written;
  }

  /** Takes whatever it is given. */
  private final class Sink implements Outlet {
    @Override
    public boolean ready() {
      return true;
    }

    @Override
    public void write(Chunk chunk) {
      written += chunk.bytes().length;
    }

    @Override
    public long progressAt() {
      return 0;
    }

    @Override
    public void close(CloseReason reason) {
      throw new IllegalStateException(reason.toString());
    }
  }
}
