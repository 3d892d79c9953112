package dev.carillon.sse;

import dev.carillon.change.Change;
import dev.carillon.change.Samples;
import dev.carillon.stream.Moved;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A change with a row of 200 bytes, as the bytes of an event: once for all who share a shape. */
@State(Scope.Thread)
public class EncodingBenchmark {
  private static final int CHARACTERS = 200;

  /** The whole change, or the bare row. */
  @Param({"CHANGE", "ROW"})
  public String shape = "";

  private final Change change = Samples.large(4711, "stock_price", CHARACTERS);

  @Benchmark
  public byte[] encode() {
    return EventShape.valueOf(shape).change(change, Moved.NO).getBytes(StandardCharsets.UTF_8);
  }
}
