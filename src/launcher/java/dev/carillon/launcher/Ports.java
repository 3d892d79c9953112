package dev.carillon.launcher;

import dev.carillon.config.Setting;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;
import java.util.stream.IntStream;

/** Whether a port can be listened on, asked before anything is started. */
final class Ports {
  private static final int HIGHEST = 65535;

  private Ports() {}

  /**
   * Proves that the address is one of this machine.
   *
   * @throws CannotStartException if it is not
   */
  static void requireLocal(String address) {
    try {
      bind(address, 0);
    } catch (IOException e) {
      throw new CannotStartException(
          Setting.HTTP_ADDRESS.key() + " must be an address of this machine, such as 127.0.0.1 or 0.0.0.0, but is " + address + ".");
    }
  }

  /**
   * Proves that the port can be listened on.
   *
   * @throws CannotStartException naming the setting and, if the port is taken, the next one that is free
   */
  static void requireFree(Setting setting, String address, int port) {
    try {
      bind(address, port);
    } catch (IOException e) {
      String where = setting.key() + " " + port + " on " + address;
      if (isRefused(e)) {
        throw new CannotStartException(where + " needs a privileged user; choose one above 1023 with " + option(setting, address, 1024) + ".");
      }
      throw new CannotStartException(
          where + " is in use by another program; choose another with " + option(setting, address, port + 1) + ".");
    }
  }

  private static void bind(String address, int port) throws IOException {
    InetAddress resolved = InetAddress.getByName(address);
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(resolved, port), 1);
    }
  }

  /** The first port that is free on loopback from this one on, or else any. */
  static int freeOnLoopback(int from) {
    return free("127.0.0.1", from <= HIGHEST ? from : 1024);
  }

  private static String option(Setting setting, String address, int from) {
    return "-D" + setting.key() + "=" + free(address, from);
  }

  private static int free(String address, int from) {
    return IntStream.rangeClosed(from, HIGHEST).filter(port -> isFree(address, port)).findFirst().orElse(from);
  }

  private static boolean isFree(String address, int port) {
    try {
      bind(address, port);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static boolean isRefused(IOException e) {
    return e instanceof BindException && String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("permission denied");
  }
}
