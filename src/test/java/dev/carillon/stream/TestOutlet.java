package dev.carillon.stream;

import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A client's end in memory, that takes what it is told to take. */
final class TestOutlet implements Outlet {
  private final List<String> frames = new CopyOnWriteArrayList<>();
  private final List<CloseReason> closed = new CopyOnWriteArrayList<>();
  private final List<Thread> writers = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean stuck;
  private volatile boolean failing;
  private volatile int room = Integer.MAX_VALUE;
  private volatile long progressAt = System.nanoTime();
  private volatile int writes;
  private volatile Position caughtUp = new Position(0, 0);
  private volatile Position passed = new Position(0, 0);
  private volatile String expired = "";

  /** What has arrived. */
  List<String> frames() {
    return List.copyOf(frames);
  }

  List<CloseReason> closed() {
    return closed;
  }

  /** The threads that have written, each once. */
  List<Thread> writers() {
    return writers.stream().distinct().toList();
  }

  /** How often the dispatcher has looked whether it may write. */
  int asked() {
    return asked.get();
  }

  int writes() {
    return writes;
  }

  Position caughtUp() {
    return caughtUp;
  }

  Position passed() {
    return passed;
  }

  /** Why it can't go on, and where it may begin anew. */
  String expired() {
    return expired;
  }

  /** Takes nothing more until told otherwise; whoever says so has to wake the subscriber. */
  void stuck(boolean isStuck) {
    stuck = isStuck;
  }

  void failing(boolean fails) {
    failing = fails;
  }

  void room(int framesAtOnce) {
    room = framesAtOnce;
  }

  @Override
  public boolean ready() {
    asked.incrementAndGet();
    return !stuck;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // the dispatcher alone writes, others look
  public void write(Chunk chunk) {
    if (failing) {
      throw new IllegalStateException("broken on purpose");
    }
    frames.addAll(chunk.frames());
    writers.add(Thread.currentThread());
    writes++;
    progressAt = System.nanoTime();
  }

  @Override
  public long progressAt() {
    return progressAt;
  }

  @Override
  public int room() {
    return room;
  }

  @Override
  public void caughtUp(Position upTo) {
    caughtUp = upTo;
  }

  @Override
  public void passed(Position upTo) {
    passed = upTo;
  }

  @Override
  public void expired(ResetReason reason, @Nullable Position goesOnAfter) {
    expired = reason.label() + " " + goesOnAfter;
  }

  @Override
  public void close(CloseReason reason) {
    closed.add(reason);
  }
}
