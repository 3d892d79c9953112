package dev.carillon.launcher;

import java.net.URI;

/** The HTTP address and port as a client uses them. */
record Endpoint(String address, int port) {
  /** The URI of a path, on loopback where the server listens on every address. */
  URI uri(String path) {
    String host =
        switch (address) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::", "::0" -> "[::1]";
          default -> address.contains(":") ? "[" + address + "]" : address;
        };
    return URI.create("http://" + host + ":" + port + path);
  }
}
