package dev.carillon.launcher;

import dev.carillon.config.Setting;
import java.util.List;
import java.util.stream.Collectors;

/** The servers that there are; a new one is a class of its own, and a line here. */
final class AppServers {
  private static final List<AppServer> ALL = List.of(new PayaraMicro(), new WildFly(), new PayaraServer());

  private AppServers() {}

  /**
   * The one that goes by this name.
   *
   * @throws CannotStartException naming those that there are
   */
  static AppServer named(String key) {
    return ALL.stream().filter(server -> server.key().equals(key)).findFirst().orElseThrow(() -> unknown(key));
  }

  private static CannotStartException unknown(String key) {
    String known = ALL.stream().map(AppServer::key).collect(Collectors.joining(" or "));
    return new CannotStartException(Setting.SERVER.key() + " must be " + known + ", but is " + key + ".");
  }
}
