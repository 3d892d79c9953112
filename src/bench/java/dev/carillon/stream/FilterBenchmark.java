package dev.carillon.stream;

import dev.carillon.change.Row;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What one filter costs one row of 200 bytes. */
@State(Scope.Thread)
public class FilterBenchmark {
  /** As a request has it. */
  @Param({"symbol==ACME", "symbol==ACME;price=gt=100.5;note==*never*"})
  public String filter = "";

  private String json = "";
  private Row read = new Row("{}");
  private Filter compiled = Filter.ALL;

  @Setup
  public void prepare() {
    json =
        "{\"id\":4711,\"symbol\":\"ACME\",\"price\":101.25,\"note\":\"%s\",\"seq\":4711}"
            .formatted("x".repeat(130));
    read = new Row(json);
    compiled = Filter.parse(filter);
  }

  /** The row's columns are known, since somebody's filter has looked before. */
  @Benchmark
  public boolean matches() {
    return compiled.matches(read);
  }

  /** The first filter to look at a row splits it. */
  @Benchmark
  public boolean splitsAndMatches() {
    return compiled.matches(new Row(json));
  }
}
