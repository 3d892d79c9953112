package dev.carillon.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;

/** Samples of what was allocated, which stand for all that their threads did since the last. */
final class Allocations {
  private record Sample(
      Instant at, long thread, String threads, String where, String type, double bytes) {}

  private final List<Sample> samples = new ArrayList<>();

  void add(String threads, RecordedEvent event) {
    samples.add(
        new Sample(
            event.getStartTime(),
            event.getThread().getId(),
            threads,
            Frames.called(event.getStackTrace()),
            Frames.type(event.getClass("objectClass").getName()),
            event.getLong("weight")));
  }

  /** Adds them up; each thread's first is left out, since it stands for all before. */
  void sum(Profile.Sum byPlace, Profile.Sum byType) {
    samples.sort(Comparator.comparing(Sample::at));
    Set<Long> begun = new HashSet<>();
    for (Sample sample : samples) {
      if (!begun.add(sample.thread())) {
        byPlace.add(sample.threads(), sample.where(), sample.bytes());
        byType.add(sample.threads(), sample.type(), sample.bytes());
      }
    }
  }
}
