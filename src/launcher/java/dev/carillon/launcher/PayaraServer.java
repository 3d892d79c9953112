package dev.carillon.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Payara Server, on a domain of its own, made anew at each start: nothing is left of an earlier one, or of a crash. */
final class PayaraServer extends Payara {
  private static final Path HOME = Path.of("target/server/payara6");
  private static final Path BEFORE_BOOT = Path.of("server-config/payara/server.asadmin");

  /** Whoever runs this needs no administration, and the stock admin has no password: nobody gets in. */
  private static final List<String> NO_ADMINISTRATION =
      List.of(
          "set configs.config.server-config.http-service.virtual-server.__asadmin.network-listeners=",
          "set configs.config.server-config.network-config.network-listeners.network-listener.admin-listener.enabled=false");

  @Override
  public String key() {
    return "payara-server";
  }

  @Override
  public String title() {
    return "Payara Server";
  }

  @Override
  public List<Path> parts(Layout layout) {
    return List.of(layout.built(HOME), layout.built(BEFORE_BOOT), layout.built(LOGGING));
  }

  @Override
  public List<String> command(Jvm jvm, Layout layout, Endpoint endpoint) throws IOException {
    return domain(layout, layout.temporary().resolve("payara"), NO_ADMINISTRATION)
        .afterBoot(List.of("deploy --name carillon --contextroot carillon \"" + layout.war() + "\""))
        .command(jvm);
  }

  /** A new domain in that folder, set up by our own commands and some more. */
  static PayaraDomain domain(Layout layout, Path folder, List<String> more) throws IOException {
    return PayaraDomain.create(layout.built(HOME), folder)
        .logging(layout.built(LOGGING))
        .beforeBoot(layout.built(BEFORE_BOOT), more);
  }

  @Override
  public boolean isBooted(String logger, String message) {
    return isOfBootCommands(logger) && message.startsWith("Boot Command deploy ");
  }
}
