package dev.carillon.postgres;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * This server among those that share a database: a name for people, and a channel nobody else
 * listens to.
 */
@Singleton
public class Node {
  private final String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  private final String name = hostName() + "/" + id;

  /** The same for this deployment's life, and different from every other's. */
  String name() {
    return name;
  }

  /** The channel by which this node reaches its own listening connection. */
  String channel() {
    return "carillon_" + id;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
