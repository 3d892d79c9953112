package dev.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What processes cost, by the kernel's books; nothing where it keeps none. */
final class Processes {
  private static final double TICKS_PER_SECOND = 100;
  private static final int FIRST_TICKS = 11; // utime, stime, and those of children that have ended
  private static final int LAST_TICKS = 14;

  private Processes() {}

  /** Processor time of a process and all that descend from it, in the kernel's ticks. */
  static long cpuTicks(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants()).mapToLong(Processes::own).sum();
  }

  static double seconds(long ticks) {
    return ticks / TICKS_PER_SECOND;
  }

  /** Threads of a process. */
  static int threads(ProcessHandle process) throws IOException {
    return Integer.parseInt(status(process, "Threads:"));
  }

  /** Its memory, in megabytes. */
  static double residentMegabytes(ProcessHandle process) throws IOException {
    return Long.parseLong(status(process, "VmRSS:").replace(" kB", "")) / 1024.0;
  }

  /** The load average of the last minute. */
  static String load() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    } catch (IOException e) {
      return "?";
    }
  }

  /** What the processor is called. */
  static String model() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("a processor");
    } catch (IOException e) {
      return "a processor";
    }
  }

  private static String status(ProcessHandle process, String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElseThrow();
  }

  private static long own(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int i = FIRST_TICKS; i <= LAST_TICKS; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return ticks;
    } catch (IOException gone) {
      return 0;
    }
  }
}
