package dev.carillon.torture;

import dev.carillon.change.Position;
import java.util.Optional;

/** One topic of a socket's client, over all its connections. Thread-safe as far as its parts. */
final class Subscription {
  private final String selector;
  private final ClientHistory history;
  private Optional<Position> asked = Optional.empty();
  private Stage stage = Stage.ASKED;

  private enum Stage {
    ASKED,
    /** It was answered with another place than the one asked for: it will be told why. */
    MOVED,
    ANSWERED
  }

  Subscription(String selector, ClientHistory history) {
    this.selector = selector;
    this.history = history;
  }

  ClientHistory history() {
    return history;
  }

  synchronized void connects(String where) {
    history.connects(where);
    stage = Stage.ASKED;
    asked = history.last();
  }

  /** The frame that asks for it, from where this client stands. */
  synchronized String request(int ref) {
    String after = asked.map(last -> ",\"after\":\"" + last + "\"").orElse("");
    return "{\"type\":\"subscribe\",\"ref\":%d,\"topic\":\"%s\"%s}".formatted(ref, selector, after);
  }

  synchronized void subscribed(Position at) {
    if (asked.isPresent() && !asked.get().equals(at) && !history.last().equals(Optional.of(at))) {
      stage = Stage.MOVED;
    } else {
      stage = Stage.ANSWERED;
      history.stands(at);
    }
  }

  /** Whether it waits to be told why it was answered with another place. */
  synchronized boolean isMoved() {
    return stage == Stage.MOVED;
  }

  synchronized boolean isAnswered() {
    return stage == Stage.ANSWERED;
  }

  synchronized void reset(String reason, Position at) {
    stage = Stage.ANSWERED;
    history.reset(reason, at);
  }

  /** Every subscription of the socket has what is up to here, and some may have more. */
  synchronized void position(Position at) {
    if (isAnswered() && !history.reaches(at.n())) {
      history.stands(at);
    }
  }

  boolean covers(String topic) {
    return selector.endsWith("*")
        ? topic.startsWith(selector.substring(0, selector.length() - 1))
        : selector.equals(topic);
  }
}
