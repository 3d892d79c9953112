package dev.carillon.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The heap of a Java process, asked by the JDK's own tool.
 *
 * @param process whose
 */
record Heap(ProcessHandle process) {
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  /** Megabytes in use, garbage included. */
  double used() throws IOException, InterruptedException {
    String answer = ask("GC.heap_info");
    Matcher used = USED.matcher(answer);
    if (!used.find()) {
      throw new IOException("no heap in " + answer);
    }
    return Long.parseLong(used.group(1)) / 1024.0;
  }

  /** Megabytes that are left when garbage is collected. */
  double usedAfterCollection() throws IOException, InterruptedException {
    ask("GC.run");
    ask("GC.run"); // what was only softly or finally held
    return used();
  }

  String ask(String... command) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    List<String> all = new java.util.ArrayList<>(List.of(jcmd, Long.toString(process.pid())));
    all.addAll(List.of(command));
    return Commands.run(Path.of("."), all);
  }
}
