package dev.carillon.launcher;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One Carillon of several on a database, started as a person would, and again where it was. */
public final class RestartableNode implements AutoCloseable {
  private final TestProject project;
  private final String[] settings;
  private @Nullable LauncherProcess process;

  /**
   * Starts nothing yet.
   *
   * @param name what its folder's name begins with
   * @param settings as on a command line
   */
  public RestartableNode(String name, String... settings) throws IOException {
    this.project = TestProject.create(name);
    this.settings = Arrays.copyOf(settings, settings.length);
  }

  /** Host and port. */
  public String address() {
    return "127.0.0.1:" + project.httpPort();
  }

  public void launch() throws IOException {
    process = project.launch(settings);
  }

  public void awaitServing() {
    launched().awaitServing();
  }

  /** As Ctrl-C does. */
  public void stop() {
    launched().terminate();
  }

  /** As SIGKILL does, also with its server: nobody says good-bye. */
  public void kill() {
    LauncherProcess killed = launched();
    List<ProcessHandle> server = killed.process().descendants().toList();
    killed.kill(); // first: it would start another or tell a person
    server.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    if (process != null) {
      stop();
    }
  }

  private LauncherProcess launched() {
    return Objects.requireNonNull(process, "not launched yet");
  }
}
