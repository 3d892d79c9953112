package dev.carillon.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The hot classes alone, by JMH: what one operation takes of the processor and of the heap. */
final class Micro implements Scenario {
  private static final String ALL = "dev\\.carillon\\..*Benchmark";
  private static final int WARM_UPS = 2;
  private static final TimeValue LITTLE = TimeValue.milliseconds(500);

  @Override
  public String name() {
    return "micro";
  }

  @Override
  public boolean wantsWarmth() {
    return false;
  }

  @Override
  public void play(Stage stage) throws RunnerException {
    int iterations = Math.max(3, stage.options().rounds());
    TimeValue time = TimeValue.milliseconds(Math.round(stage.options().seconds() * 250));
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(ALL)
                    .mode(Mode.AverageTime)
                    .timeUnit(TimeUnit.NANOSECONDS)
                    .forks(1)
                    .warmupIterations(WARM_UPS)
                    .warmupTime(LITTLE)
                    .measurementIterations(iterations)
                    .measurementTime(time)
                    .addProfiler(GCProfiler.class)
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    results.forEach(result -> tell(stage.results(), result));
  }

  private void tell(Results results, RunResult result) {
    String what = what(result);
    results.add(name(), what, "ns", samples(result.getPrimaryResult()));
    result
        .getSecondaryResults()
        .forEach(
            (key, allocated) -> {
              if (key.endsWith("gc.alloc.rate.norm")) {
                results.add(name(), what + ": heap", "bytes", samples(allocated));
              }
            });
  }

  /** The benchmark's class and method, and its parameters. */
  private static String what(RunResult result) {
    String method = result.getParams().getBenchmark();
    String brief = method.substring(method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1);
    StringBuilder text = new StringBuilder(brief.replace("Benchmark.", ": "));
    for (String parameter : result.getParams().getParamsKeys()) {
      text.append(", ").append(parameter).append(' ');
      text.append(result.getParams().getParam(parameter));
    }
    return text.toString();
  }

  private static List<Double> samples(Result<?> result) {
    List<Double> values = new ArrayList<>();
    result
        .getStatistics()
        .getRawData()
        .forEachRemaining(
            counted ->
                values.addAll(
                    Collections.nCopies(counted.getValue().intValue(), counted.getKey())));
    return values;
  }
}
