package dev.carillon.chat;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody who is here, over one socket.
 *
 * @param user an id, of a user that may not exist
 */
record Visitor(String socket, int user, String channel) {
  /** Whom a socket's address names: {@code ?user=2&channel=lobby}; nobody unless it has both. */
  static Optional<Visitor> of(String socket, Map<String, List<String>> parameters) {
    String user = only(parameters, "user");
    String channel = only(parameters, "channel");
    return user.matches("[1-9][0-9]{0,8}") && Given.isChannel(channel)
        ? Optional.of(new Visitor(socket, Integer.parseInt(user), channel))
        : Optional.empty();
  }

  private static String only(Map<String, List<String>> parameters, String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    return values.size() == 1 ? values.get(0) : "";
  }
}
