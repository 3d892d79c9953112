package dev.carillon.launcher;

import dev.carillon.config.InvalidSettingException;
import dev.carillon.config.RunSettings;
import dev.carillon.config.Setting;
import dev.carillon.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.ConfigProvider;

/** Starts Carillon and stays until Ctrl-C: {@code java dev.carillon.launcher.Launcher [project folder]}. */
public final class Launcher {
  /** Held, or its level would be forgotten: the embedding's own chatter is not for people. */
  private static final Logger EMBEDDING = Logger.getLogger("io.zonky");

  private final Layout layout;
  private final Function<String, Optional<String>> source;
  private final Running running = new Running();

  private Launcher(Layout layout, Function<String, Optional<String>> source) {
    this.layout = layout;
    this.source = source;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    EMBEDDING.setLevel(Level.SEVERE);
    Path project = Path.of(arguments.length > 0 ? arguments[0] : "").toAbsolutePath().normalize();
    new Launcher(new Layout(project), name -> ConfigProvider.getConfig().getOptionalValue(name, String.class)).run();
  }

  private void run() throws IOException, InterruptedException {
    Runtime.getRuntime().addShutdownHook(running.stopper());
    try {
      throw start().awaitEnd();
    } catch (InvalidSettingException | CannotStartException e) {
      running.stayIfStopping();
      say(String.valueOf(e.getMessage()));
      System.exit(1);
    }
  }

  private RunningServer start() throws IOException, InterruptedException {
    long began = System.nanoTime();
    Settings settings = new Settings(source);
    RunSettings run = new RunSettings(source);
    AppServer server = AppServers.named(run.server());
    Endpoint endpoint = new Endpoint(run.httpAddress(), run.httpPort());
    ServerEnvironment environment =
        new ServerEnvironment(source)
            .with(Setting.HTTP_ADDRESS, endpoint.address())
            .with(Setting.HTTP_PORT, Integer.toString(endpoint.port()));
    layout.war();
    server.parts(layout);
    Layout.requireWritable(layout.home());
    running.add(FolderLock.take(layout.home()));
    new Orphan(layout).end(Launcher::say);
    Ports.requireLocal(endpoint.address());
    if (source.apply(Setting.OBSERVERS_STEER.key()).isEmpty() && InetAddress.getByName(endpoint.address()).isLoopbackAddress()) {
      environment.with(Setting.OBSERVERS_STEER, "on"); // whoever may send requests is at this machine
    }
    Ports.requireFree(Setting.HTTP_PORT, endpoint.address(), endpoint.port());

    Optional<EmbeddedDatabase> database = settings.jdbcUrl().isPresent() ? Optional.empty() : Optional.of(startDatabase(run));
    if (database.isPresent()) {
      environment.with(Setting.JDBC_URL, database.get().url()).with(Setting.JDBC_USER, database.get().user());
      say("PostgreSQL is there after " + seconds(began) + ".");
    }
    say("Starting " + server.title() + " with " + layout.shown(layout.war()) + " ...");
    RunningServer process =
        running.open(() -> RunningServer.start(server, layout, endpoint, settings.tailBytes(), environment, Launcher::say));
    process.awaitReady(new Readiness(endpoint));
    say(new Welcome(endpoint, database, layout).text(seconds(began)));
    return process;
  }

  private EmbeddedDatabase startDatabase(RunSettings settings) throws IOException {
    Path directory = layout.project().resolve(settings.postgresDirectory());
    int port = settings.postgresPort();
    Optional<Postmaster> orphan = EmbeddedDatabase.inspect(directory, port);
    say(
        orphan
            .map(left -> "Taking over PostgreSQL (process " + left.process().pid() + "), which an earlier run left behind ...")
            .orElse("Starting PostgreSQL on port " + port + ", data in " + layout.shown(directory) + " ..."));
    return running.open(() -> EmbeddedDatabase.start(directory, port, layout));
  }

  private static String seconds(long began) {
    return "%.1f s".formatted((System.nanoTime() - began) / 1e9);
  }

  @SuppressWarnings("SystemOut") // the console is this program's user interface
  static void say(String line) {
    System.out.println(line);
  }
}
