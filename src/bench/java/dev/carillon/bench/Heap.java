package dev.carillon.bench;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The heap of a Java process, asked by the JDK's own tool.
 *
 * @param process whose
 */
record Heap(ProcessHandle process) {
  private static final Pattern CLASS =
      Pattern.compile("^ *\\d+: +\\d+ +(\\d+) +(\\S+)", Pattern.MULTILINE);
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  /** Megabytes in use, garbage included. */
  double used() throws IOException, InterruptedException {
    String answer = new Jcmd(process).ask("GC.heap_info");
    Matcher used = USED.matcher(answer);
    if (!used.find()) {
      throw new IOException("no heap in " + answer);
    }
    return Long.parseLong(used.group(1)) / 1024.0;
  }

  /** Megabytes that are left when garbage is collected. */
  double usedAfterCollection() throws IOException, InterruptedException {
    new Jcmd(process).ask("GC.run");
    new Jcmd(process).ask("GC.run"); // what was only softly or finally held
    return used();
  }

  /** Bytes by class, of what is left when garbage is collected. */
  Map<String, Long> classes() throws IOException, InterruptedException {
    Map<String, Long> classes = new HashMap<>();
    Matcher line = CLASS.matcher(new Jcmd(process).ask("GC.class_histogram"));
    while (line.find()) {
      classes.merge(Frames.type(line.group(2)), Long.valueOf(line.group(1)), Long::sum);
    }
    return classes;
  }
}
