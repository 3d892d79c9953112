package dev.carillon.bench;

import java.util.Optional;
import java.util.Set;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;

/** What a recording's stacks and classes are called in a report. */
final class Frames {
  private static final String OURS = "dev.carillon.";

  /** Native methods in which a thread only waits; the recorder can't tell. */
  private static final Set<String> WAITING =
      Set.of(
          "EPoll.wait",
          "FileInputStream.readBytes",
          "LinuxWatchService.poll",
          "Net.accept",
          "Net.poll",
          "ProcessHandleImpl.waitForProcessExit0",
          "Reference.waitForReferencePendingList");

  private Frames() {}

  /** Whether a thread that is in native code there has nothing to do. */
  static boolean isWaiting(@Nullable RecordedStackTrace trace) {
    return WAITING.contains(top(trace));
  }

  /** The method that ran. */
  static String top(@Nullable RecordedStackTrace trace) {
    return trace == null || trace.getFrames().isEmpty() ? "?" : name(trace.getFrames().get(0));
  }

  /** The one of ours that led there last. */
  static Optional<String> ours(@Nullable RecordedStackTrace trace) {
    return trace == null
        ? Optional.empty()
        : trace.getFrames().stream()
            .filter(frame -> frame.getMethod().getType().getName().startsWith(OURS))
            .findFirst()
            .map(Frames::name);
  }

  /** Both. */
  static String called(@Nullable RecordedStackTrace trace) {
    String top = top(trace);
    return ours(trace).filter(by -> !by.equals(top)).map(by -> top + " by " + by).orElse(top);
  }

  /** A class's name without its package, as in source. */
  static String type(String name) {
    String element = name.replaceFirst("^\\[+", "");
    String brackets = "[]".repeat(name.length() - element.length());
    if (!brackets.isEmpty()) {
      element =
          switch (element.charAt(0)) {
            case 'B' -> "byte";
            case 'C' -> "char";
            case 'I' -> "int";
            case 'J' -> "long";
            case 'L' -> element.substring(1, element.length() - 1);
            default -> element;
          };
    }
    // a lambda's class has an address, which differs from run to run
    String plain = element.replaceFirst("\\$\\$Lambda.*", " lambda");
    return plain.substring(plain.lastIndexOf('.') + 1) + brackets;
  }

  /** A thread's name without the numbers, which are those of its pool. */
  static String threads(String name) {
    return name.replaceAll("\\d+", "*");
  }

  /** Whether a thread is there only because it is recorded. */
  static boolean isOfRecorder(String threads) {
    return threads.startsWith("JFR ") || threads.startsWith("Attach Listen");
  }

  private static String name(RecordedFrame frame) {
    return type(frame.getMethod().getType().getName()) + "." + frame.getMethod().getName();
  }
}
