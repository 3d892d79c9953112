package dev.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What each thread of a process has taken of the processor by now, by the kernel's books: with what
 * the kernel did for it, and with the JVM's own threads. Nothing where it keeps none.
 *
 * @param byId by the kernel's number for the thread
 */
record ThreadTimes(Map<Long, Time> byId) {
  private static final int USER = 11;

  /**
   * One thread's.
   *
   * @param name its first 15 characters
   * @param user ticks in its own code
   * @param kernel ticks in the kernel
   */
  record Time(String name, long user, long kernel) {}

  static ThreadTimes of(ProcessHandle process) {
    Map<Long, Time> times = new HashMap<>();
    for (Path thread : threads(process)) {
      try {
        String stat = Files.readString(thread.resolve("stat"));
        int name = stat.lastIndexOf(')');
        String[] fields = stat.substring(name + 2).split(" ", -1);
        times.put(
            Long.valueOf(thread.getFileName().toString()),
            new Time(
                stat.substring(stat.indexOf('(') + 1, name),
                Long.parseLong(fields[USER]),
                Long.parseLong(fields[USER + 1])));
      } catch (IOException ended) {
        // between being listed and being read
      }
    }
    return new ThreadTimes(times);
  }

  /** What they have taken since then; without those that have ended. */
  ThreadTimes since(ThreadTimes before) {
    Map<Long, Time> times = new HashMap<>();
    byId.forEach(
        (id, now) -> {
          Time then = before.byId.getOrDefault(id, new Time(now.name(), 0, 0));
          times.put(
              id, new Time(now.name(), now.user() - then.user(), now.kernel() - then.kernel()));
        });
    return new ThreadTimes(times);
  }

  private static List<Path> threads(ProcessHandle process) {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
      return threads.toList();
    } catch (IOException none) {
      return List.of();
    }
  }
}
