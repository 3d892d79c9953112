package dev.carillon.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Reads what the flight recorder has written. One thread. */
final class ProfileReader {
  private static final int MOST = 15;
  private static final String OURS = "dev.carillon.";

  /** Native methods in which a thread only waits; the recorder can't tell. */
  private static final Set<String> WAITING =
      Set.of(
          "EPoll.wait",
          "Net.accept",
          "Net.poll",
          "Reference.waitForReferencePendingList",
          "ProcessHandleImpl.waitForProcessExit0",
          "FileInputStream.readBytes");

  private final long deliveries;
  private final ThreadTimes times;
  private final Map<Long, String> names = new HashMap<>();
  private final Profile.Sum frames = new Profile.Sum();
  private final Profile.Sum ours = new Profile.Sum();
  private final Profile.Sum natives = new Profile.Sum();
  private final Profile.Sum allocations = new Profile.Sum();
  private final Profile.Sum classes = new Profile.Sum();

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
    switch (event.getEventType().getName()) {
      case "jdk.ExecutionSample" -> {
        String threads = threads(event.getThread("sampledThread"));
        frames.add(threads, top(event.getStackTrace()), 1);
        ours.add(threads, ours(event.getStackTrace()).orElse("none of ours"), 1);
      }
      case "jdk.NativeMethodSample" -> {
        String top = top(event.getStackTrace());
        if (!WAITING.contains(top)) {
          natives.add(
              threads(event.getThread("sampledThread")), called(top, event.getStackTrace()), 1);
        }
      }
      case "jdk.ObjectAllocationSample" -> {
        String threads = threads(event.getThread());
        double bytes = event.getLong("weight");
        allocations.add(threads, called(top(event.getStackTrace()), event.getStackTrace()), bytes);
        classes.add(threads, event.getClass("objectClass").getName(), bytes);
      }
      default -> {}
    }
  }

  Profile profile(String scenario, String title, String file) {
    double each = 1.0 / Math.max(1, deliveries);
    String whole = Results.number(allocations.total() * each) + " bytes a delivery in all";
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
            allocations.top(MOST, "Allocated, " + whole, "bytes a delivery", each),
            classes.top(MOST, "The same by class", "bytes a delivery", each)),
        file);
  }

  private Profile.Sum cpu() {
    Profile.Sum cpu = new Profile.Sum();
    times
        .byId()
        .forEach(
            (id, time) -> {
              String threads = numberless(names.getOrDefault(id, time.name()));
              cpu.add(threads, "own code", time.user());
              cpu.add(threads, "kernel", time.kernel());
            });
    return cpu;
  }

  private String threads(@org.jspecify.annotations.Nullable RecordedThread thread) {
    if (thread == null) {
      return "?";
    }
    String name = thread.getJavaName() == null ? thread.getOSName() : thread.getJavaName();
    names.put(thread.getOSThreadId(), name);
    return numberless(name);
  }

  private static String numberless(String name) {
    return name.replaceAll("\\d+", "*");
  }

  private static String called(
      String top, @org.jspecify.annotations.Nullable RecordedStackTrace trace) {
    return ours(trace).filter(by -> !by.equals(top)).map(by -> top + " by " + by).orElse(top);
  }

  private static String top(@org.jspecify.annotations.Nullable RecordedStackTrace trace) {
    return trace == null || trace.getFrames().isEmpty() ? "?" : name(trace.getFrames().get(0));
  }

  private static Optional<String> ours(
      @org.jspecify.annotations.Nullable RecordedStackTrace trace) {
    return trace == null
        ? Optional.empty()
        : trace.getFrames().stream()
            .filter(frame -> frame.getMethod().getType().getName().startsWith(OURS))
            .findFirst()
            .map(ProfileReader::name);
  }

  private static String name(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    String type = method.getType().getName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + method.getName();
  }
}
