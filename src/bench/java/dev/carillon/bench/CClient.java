package dev.carillon.bench;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load client in C, where its source is there: the same for less of the processor. */
final class CClient implements LoadClient {
  private static final String QUIET_SECONDS = "15";
  private static final String MOST_SECONDS = "120";
  private static final Pattern CONNECT = Pattern.compile("connect ([\\d.]+) s");

  private final Path program;
  private final Path folder;

  private CClient(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /** Builds it from the source in one folder into another. */
  static CClient build(Path source, Path folder) throws IOException, InterruptedException {
    Path program = folder.resolve("sseload");
    Commands.run(
        folder,
        List.of(
            "gcc",
            "-O2",
            "-pthread",
            "-o",
            program.toString(),
            source.resolve("sseload.c").toString()));
    return new CClient(program, folder);
  }

  @Override
  public String title() {
    return "C epoll (sseload), one thread";
  }

  /** It has a command do the work: one that says that all are connected, and waits for ours. */
  @Override
  public Seen run(Crowd crowd, Callable<Long> work) throws IOException, InterruptedException {
    Path ready = folder.resolve("ready");
    Path done = folder.resolve("done");
    Path json = folder.resolve("seen.json");
    Path said = folder.resolve("sseload.txt");
    for (Path each : List.of(ready, done, json)) {
      Files.deleteIfExists(each);
    }
    Process process =
        new ProcessBuilder(command(crowd, ready, done, json))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      Commands.awaitFile(ready, process);
      long cpu = Processes.cpuTicks(process.toHandle());
      work.call();
      Files.createFile(done);
      double cpuSeconds = Processes.seconds(Processes.cpuTicks(process.toHandle()) - cpu);
      while (!process.waitFor(100, java.util.concurrent.TimeUnit.MILLISECONDS)) {
        cpuSeconds =
            Math.max(cpuSeconds, Processes.seconds(Processes.cpuTicks(process.toHandle()) - cpu));
      }
      Seen seen = seen(Files.readString(json), Files.readString(said), cpuSeconds);
      if (!seen.isWhole()) { // whoever wants to know which clients, and when
        Files.copy(said, folder.resolve("flawed-" + crowd.firstSeq() + ".txt"), REPLACE_EXISTING);
      }
      return seen;
    } catch (IOException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
    }
  }

  private List<String> command(Crowd crowd, Path ready, Path done, Path json) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of("-c", Integer.toString(crowd.readers())));
    command.addAll(List.of("--stuck", Integer.toString(crowd.stuck()), "--stuck-rcvbuf", "4096"));
    command.addAll(List.of("--settle", "0.5", "--idle", QUIET_SECONDS, "-d", MOST_SECONDS));
    command.addAll(List.of("--from", Long.toString(crowd.firstSeq()), "--json", json.toString()));
    if (crowd.changes() > 0) {
      command.addAll(List.of("-K", Long.toString(crowd.changes())));
    }
    crowd
        .frame()
        .ifPresent(
            frame ->
                command.addAll(
                    List.of(
                        "--ws", "--ws-send", frame, "-H", "Sec-WebSocket-Protocol: carillon.v1")));
    command.addAll(
        List.of(
            "--exec",
            "touch %s; while [ ! -e %s ]; do sleep 0.05; done".formatted(ready, done),
            crowd.url()));
    return command;
  }

  private static Seen seen(String json, String said, double cpuSeconds) {
    Matcher connect = CONNECT.matcher(said);
    JsonObject seen;
    try (var reader = Json.createReader(new StringReader(json))) {
      seen = reader.readObject();
    }
    return new Seen(
        seen.getInt("connected"),
        connect.find() ? Double.parseDouble(connect.group(1)) : 0,
        number(seen, "deliveries"),
        seen.getJsonNumber("span_s").doubleValue(),
        number(seen, "missing"),
        number(seen, "dup"),
        number(seen, "ooo"),
        seen.getInt("closed"),
        number(seen, "p50") / 1000.0,
        number(seen, "p99") / 1000.0,
        number(seen, "last_us"),
        cpuSeconds);
  }

  private static long number(JsonObject seen, String name) {
    return seen.getJsonNumber(name).longValue();
  }
}
