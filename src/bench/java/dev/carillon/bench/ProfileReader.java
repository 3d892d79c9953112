package dev.carillon.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Reads what the flight recorder has written. One thread. */
final class ProfileReader {
  private static final int MOST = 15;

  private final long deliveries;
  private final ThreadTimes times;
  private final Map<Long, String> names = new HashMap<>();
  private final Profile.Sum frames = new Profile.Sum();
  private final Profile.Sum ours = new Profile.Sum();
  private final Profile.Sum natives = new Profile.Sum();
  private final Allocations allocations = new Allocations();

  /**
   * @param deliveries by which to divide what was allocated
   * @param times what the threads took of the processor meanwhile
   */
  ProfileReader(long deliveries, ThreadTimes times) {
    this.deliveries = deliveries;
    this.times = times;
  }

  ProfileReader read(Path file) throws IOException {
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        take(recording.readEvent());
      }
    }
    return this;
  }

  private void take(RecordedEvent event) {
    boolean sample = event.getEventType().getName().matches("jdk.(Execution|NativeMethod)Sample");
    boolean allocation = event.getEventType().getName().equals("jdk.ObjectAllocationSample");
    if (!sample && !allocation) {
      return;
    }
    String threads = threads(sample ? event.getThread("sampledThread") : event.getThread());
    if (Frames.isOfRecorder(threads)) {
      return;
    } else if (allocation) {
      allocations.add(threads, event);
    } else if (event.getEventType().getName().equals("jdk.ExecutionSample")) {
      frames.add(threads, Frames.top(event.getStackTrace()), 1);
      ours.add(threads, Frames.ours(event.getStackTrace()).orElse("none of ours"), 1);
    } else if (!Frames.isWaiting(event.getStackTrace())) {
      natives.add(threads, Frames.called(event.getStackTrace()), 1);
    }
  }

  Profile profile(String scenario, String title, String file) {
    Profile.Sum places = new Profile.Sum();
    Profile.Sum types = new Profile.Sum();
    allocations.sum(places, types);
    double each = 1.0 / Math.max(1, deliveries);
    String whole = Results.number(places.total() * each) + " bytes a delivery in all";
    return new Profile(
        scenario,
        title,
        deliveries,
        List.of(
            cpu().shares(MOST, "Processor, by the kernel's books"),
            frames.shares(
                MOST, "Running Java, topmost frame, %.0f samples".formatted(frames.total())),
            ours.shares(MOST, "Running Java, topmost frame of ours"),
            natives.shares(
                MOST, "In native code, not waiting, %.0f samples".formatted(natives.total())),
            places.top(MOST, "Allocated, " + whole, "bytes a delivery", each),
            types.top(MOST, "The same by class", "bytes a delivery", each)),
        file);
  }

  private Profile.Sum cpu() {
    Profile.Sum cpu = new Profile.Sum();
    times
        .byId()
        .forEach(
            (id, time) -> {
              String threads = Frames.threads(names.getOrDefault(id, time.name()));
              if (!Frames.isOfRecorder(threads)) {
                cpu.add(threads, "own code", (double) time.user());
                cpu.add(threads, "kernel", (double) time.kernel());
              }
            });
    return cpu;
  }

  private String threads(@Nullable RecordedThread thread) {
    if (thread == null) {
      return "?";
    }
    String name = thread.getJavaName() == null ? thread.getOSName() : thread.getJavaName();
    names.put(thread.getOSThreadId(), name);
    return Frames.threads(name);
  }
}
