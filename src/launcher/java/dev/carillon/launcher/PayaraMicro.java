package dev.carillon.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Payara Micro: one jar, with its configuration given as options. */
final class PayaraMicro implements AppServer {
  private static final Path JAR = Path.of("target/server/payara-micro.jar");
  private static final Path BEFORE_BOOT = Path.of("server-config/payara/before-boot.asadmin");
  private static final Path LOGGING = Path.of("server-config/payara/logging.properties");

  @Override
  public String key() {
    return "payara-micro";
  }

  @Override
  public String title() {
    return "Payara Micro";
  }

  @Override
  public List<Path> parts(Layout layout) {
    return List.of(layout.built(JAR), layout.built(BEFORE_BOOT), layout.built(LOGGING));
  }

  @Override
  public List<String> command(Jvm jvm, Layout layout, Endpoint endpoint) {
    return jvm.command(
        List.of(
            "-jar", layout.built(JAR).toString(),
            "--deploy", layout.war().toString(),
            "--port", Integer.toString(endpoint.port()),
            "--nocluster",
            "--disablephonehome",
            "--prebootcommandfile", layout.built(BEFORE_BOOT).toString(),
            "--logproperties", layout.built(LOGGING).toString()));
  }

  @Override
  public Pattern record() {
    return PayaraLog.RECORD;
  }

  @Override
  public boolean isBooted(String logger, String message) {
    return logger.equals("PayaraMicro") && message.contains(" ready in ");
  }

  @Override
  public Optional<String> deploymentFailure(String line) {
    return PayaraLog.deploymentFailure(line);
  }

  @Override
  public boolean isOurs(String logger) {
    return AppServer.super.isOurs(logger) || PayaraLog.isOfBootCommands(logger);
  }
}
