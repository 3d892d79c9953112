package dev.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Starts everything, plays the scenarios one after the other, and says what came of it. */
public final class Bench {
  private static final List<Scenario> ALL =
      List.of(
          new Idle(),
          new Latency(),
          new FanOut(),
          new WakeUp(), // before the burst, which the audit copies for a while
          new SlowAmongFast(),
          new Burst(),
          new Replay(),
          new Idlers(),
          new Modes(),
          new WritersBill(),
          new Micro());

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    long began = System.nanoTime();
    Options options = Options.read();
    Files.createDirectories(options.folder());
    Results results = new Results(System.out);
    FlushDelay flushes = FlushDelay.prepare(options);
    LoadClient client = client(options);
    results.note("Load client: " + client.title() + ".");
    String machine;
    try (Carillon carillon = Carillon.start(options, flushes.environment());
        Database database = Database.open(carillon.postgresPort())) {
      database.prepare();
      play(options, carillon, database, client, flushes, results);
      machine = machine(database);
    }
    Report report = new Report(results, machine);
    report.write(options.folder());
    if (options.keep()) {
      report.write(Files.createDirectories(options.kept()));
    }
    results.say("It took %s.".formatted(Progress.minutes(began)));
  }

  private static void play(
      Options options,
      Carillon carillon,
      Database database,
      LoadClient client,
      FlushDelay flushes,
      Results results)
      throws IOException, InterruptedException, SQLException {
    Optional<NodePeer> node = NodePeer.start(options, carillon.postgresPort());
    try {
      results.note(
          node.isPresent()
              ? "Node's peer runs beside it."
              : "No Node here, or no pg for it: its peer is left out.");
      Stage stage =
          new Stage(options, carillon, database, client, node, flushes, results, new AtomicLong(1));
      List<Scenario> wanted = ALL.stream().filter(s -> options.wants(s.name())).toList();
      Progress progress = new Progress(results, wanted.size());
      boolean warm = false;
      for (Scenario scenario : wanted) {
        progress.next(scenario.name());
        if (scenario.wantsWarmth() && !warm) {
          results.note("The server was at work for half a minute before it was measured.");
          stage.warmUp();
          warm = true;
        }
        stage.settle();
        play(scenario, stage);
      }
    } finally {
      node.ifPresent(NodePeer::close);
    }
  }

  /** One that fails keeps no other from being played. */
  private static void play(Scenario scenario, Stage stage) {
    try {
      scenario.play(stage);
    } catch (Exception e) {
      stage.results().note("The scenario " + scenario.name() + " failed: " + e);
      e.printStackTrace();
    }
  }

  private static LoadClient client(Options options) throws IOException, InterruptedException {
    return Files.exists(options.client().resolve("sseload.c")) && Commands.exist("gcc")
        ? CClient.build(options.client(), options.folder())
        : new NioClient();
  }

  private static String machine(Database database) throws SQLException {
    return "%s: %s, Java %s, PostgreSQL %s; %d times %s, %s %s; load average at the end %s"
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            Options.title(),
            System.getProperty("java.version"),
            database.version(),
            Runtime.getRuntime().availableProcessors(),
            Processes.model(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Processes.load());
  }
}
