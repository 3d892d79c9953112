package dev.carillon.launcher;

import java.nio.file.Path;
import java.util.List;

/** Payara Micro: one jar, with its configuration given as options. */
final class PayaraMicro extends Payara {
  private static final Path JAR = Path.of("target/server/payara-micro.jar");
  private static final Path BEFORE_BOOT = Path.of("server-config/payara/before-boot.asadmin");

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
            READS_CLASSES_WITHIN,
            "-jar", layout.built(JAR).toString(),
            "--deploy", layout.war().toString(),
            "--port", Integer.toString(endpoint.port()),
            "--nocluster",
            "--disablephonehome",
            "--prebootcommandfile", layout.built(BEFORE_BOOT).toString(),
            "--logproperties", layout.built(LOGGING).toString()));
  }

  @Override
  public boolean isBooted(String logger, String message) {
    return logger.equals("PayaraMicro") && message.contains(" ready in ");
  }
}
