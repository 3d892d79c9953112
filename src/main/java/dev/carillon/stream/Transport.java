package dev.carillon.stream;

/** How a subscriber is connected. */
public enum Transport {
  SSE,
  WEBSOCKET,
  REST
}
