package dev.carillon.websocket;

import dev.carillon.change.Samples;
import dev.carillon.stream.Moved;
import java.util.List;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Frames of a chunk, put together as they are on the wire: once for all who share it. */
@State(Scope.Thread)
public class FramingBenchmark {
  private static final int FRAMES = 100;
  private static final int CHARACTERS = 200;

  private final List<String> frames =
      LongStream.rangeClosed(1, FRAMES)
          .mapToObj(n -> Samples.large(n, "stock_price", CHARACTERS))
          .map(change -> SocketShape.V1.change(change, Moved.NO))
          .toList();

  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public Object frame() {
    return FrameRuns.together(frames);
  }
}
