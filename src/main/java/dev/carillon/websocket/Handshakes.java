package dev.carillon.websocket;

import dev.carillon.stream.ClientConnection;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of the handshakes that are underway, by names that nobody can guess. Thread-safe.
 */
@Singleton
public class Handshakes {
  private final Map<String, ClientConnection> underway = new ConcurrentHashMap<>();

  String begin(ClientConnection connection) {
    String name = UUID.randomUUID().toString();
    underway.put(name, connection);
    return name;
  }

  /** Its connection, and forgets it; empty if there is no such handshake. */
  Optional<ClientConnection> end(String name) {
    return Optional.ofNullable(underway.remove(name));
  }
}
