package dev.carillon.config;

import java.util.Optional;
import java.util.function.Function;

/**
 * The values of the settings that the run command alone has: which server it starts and where, and
 * its own PostgreSQL. Immutable.
 */
public final class RunSettings {
  private final SettingReader read;

  /**
   * Reads and checks them.
   *
   * @param source gives the value of a name
   * @throws InvalidSettingException if a value breaks its rule
   */
  public RunSettings(Function<String, Optional<String>> source) {
    this.read = new SettingReader(source);
    httpPort();
    postgresPort();
  }

  /** The name of a server, which the launcher checks: it alone knows them. */
  public String server() {
    return read.text(Setting.SERVER);
  }

  public int httpPort() {
    return (int) read.number(Setting.HTTP_PORT, 1, 65535);
  }

  public String httpAddress() {
    return read.text(Setting.HTTP_ADDRESS);
  }

  public int postgresPort() {
    return (int) read.number(Setting.POSTGRES_PORT, 1, 65535);
  }

  public String postgresDirectory() {
    return read.text(Setting.POSTGRES_DIRECTORY);
  }
}
