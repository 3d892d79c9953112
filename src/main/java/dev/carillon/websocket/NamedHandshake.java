package dev.carillon.websocket;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A handshake with one parameter more: parameters are all of it that reaches its session. */
final class NamedHandshake extends HttpServletRequestWrapper {
  private static final String PARAMETER = "carillon.handshake";
  private final String name;

  NamedHandshake(HttpServletRequest request, String name) {
    super(request);
    this.name = name;
  }

  /** The name among a session's parameters; empty if the container has not passed it on. */
  static String nameAmong(Map<String, List<String>> parameters) {
    return parameters.getOrDefault(PARAMETER, List.of("")).get(0);
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    Map<String, String[]> parameters = new HashMap<>(super.getParameterMap());
    parameters.put(PARAMETER, new String[] {name});
    return parameters;
  }
}
