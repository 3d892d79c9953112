package dev.carillon.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** WildFly: a home that is only read, and a folder of ours with the configuration, the WAR and what it keeps. */
final class WildFly implements AppServer {
  private static final Path HOME = Path.of("target/server/wildfly");

  /** What server-config/wildfly/carillon.cli has made of the stock configuration, once, in the build. */
  private static final Path CONFIGURATION = Path.of("target/server/wildfly-base/configuration");

  /** From 8080 this leads to 9990, where WildFly's own tools look. */
  private static final int TO_MANAGEMENT = 1910;

  /** As the stock console prints them. */
  private static final Pattern RECORD =
      Pattern.compile("[\\d:,]+ (?<level>FATAL|ERROR|WARN|INFO) +\\[(?<logger>[^]]*)] \\(.*?\\) (?<message>.*)");

  private static final Pattern FAILED = Pattern.compile("WFLYCTL0186:.* service jboss\\.[^:]*: (.*)");

  /** What its start script opens of the JDK; the rest of that script is for people. */
  private static final Pattern OPENED = Pattern.compile("--add-(?:opens|exports)=[\\w./]+=ALL-UNNAMED");

  @Override
  public String key() {
    return "wildfly";
  }

  @Override
  public String title() {
    return "WildFly";
  }

  @Override
  public List<Path> parts(Layout layout) {
    return List.of(layout.built(HOME), layout.built(CONFIGURATION));
  }

  @Override
  public List<String> command(Jvm jvm, Layout layout, Endpoint endpoint) throws IOException {
    Path home = layout.built(HOME);
    Path base = layout.home().resolve("wildfly");
    // Anew at each start: the server rewrites its configuration, and the build may have changed it
    Folders.delete(base.resolve("configuration"));
    Folders.copy(layout.built(CONFIGURATION), base.resolve("configuration"));
    Folders.delete(base.resolve("deployments")); // with what an earlier run said of the WAR
    Files.copy(layout.war(), Files.createDirectories(base.resolve("deployments")).resolve("carillon.war"));
    int management = Ports.freeOnLoopback(endpoint.port() + TO_MANAGEMENT);

    List<String> rest = new ArrayList<>(opened(home));
    rest.addAll(
        List.of(
            "-Djboss.home.dir=" + home,
            "-Djboss.server.base.dir=" + base,
            "-Djboss.management.http.port=" + management,
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Djava.net.preferIPv4Stack=false",
            "-Dorg.jboss.logmanager.nocolor=true",
            "-Dlogging.configuration=" + base.resolve("configuration/logging.properties").toUri(),
            "-Dorg.jboss.boot.log.file=" + Files.createDirectories(base.resolve("log")).resolve("server.log"),
            "-jar", home.resolve("jboss-modules.jar").toString(),
            "-mp", home.resolve("modules").toString(),
            "org.jboss.as.standalone"));
    return jvm.command(rest);
  }

  private static List<String> opened(Path home) throws IOException {
    String script = Files.readString(home.resolve("bin/common.sh"));
    return OPENED.matcher(script).results().map(MatchResult::group).toList();
  }

  @Override
  public Pattern record() {
    return RECORD;
  }

  /** WFLYSRV0025 is a good start, and WFLYSRV0026 one with errors. */
  @Override
  public boolean isBooted(String logger, String message) {
    return message.startsWith("WFLYSRV0025") || message.startsWith("WFLYSRV0026");
  }

  /** Told once, at the end: what stops thereafter throws exceptions of its own. */
  @Override
  public Optional<String> deploymentFailure(String line) {
    Matcher failed = FAILED.matcher(line);
    return failed.find() ? Optional.of(failed.group(1)) : Optional.empty();
  }
}
