package dev.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The flight recorder of a server's JVM: turned on and off by the JDK's own tool. */
final class Recorder {
  /** Its start makes the JVM busy, which is not what is asked for. */
  private static final Duration START = Duration.ofSeconds(2);

  private final ProcessHandle server;
  private final Jcmd jcmd;
  private ThreadTimes before = new ThreadTimes(java.util.Map.of());

  Recorder(ProcessHandle server) {
    this.server = server;
    this.jcmd = new Jcmd(server);
  }

  void start() throws IOException, InterruptedException {
    jcmd.ask(
        "JFR.start",
        "name=bench",
        "settings=profile",
        "jdk.ExecutionSample#period=10ms",
        "jdk.NativeMethodSample#period=10ms",
        "jdk.ObjectAllocationSample#throttle=1000/s");
    Commands.pause(START);
    before = ThreadTimes.of(server);
  }

  /** Writes what was recorded to a file, and reads it. */
  Profile stop(String scenario, String title, long deliveries, Path file)
      throws IOException, InterruptedException {
    ThreadTimes times = ThreadTimes.of(server).since(before);
    Files.deleteIfExists(file);
    jcmd.ask("JFR.stop", "name=bench", "filename=" + file);
    return new ProfileReader(deliveries, times)
        .read(file)
        .profile(scenario, title, file.getFileName().toString());
  }
}
