package dev.carillon.torture;

import dev.carillon.change.Position;

/** One topic of a socket's client, over all its connections. Thread-safe as far as its parts. */
final class Subscription {
  private final String selector;
  private final ClientHistory history;
  private boolean answered;

  Subscription(String selector, ClientHistory history) {
    this.selector = selector;
    this.history = history;
  }

  ClientHistory history() {
    return history;
  }

  synchronized void connects(String where) {
    history.connects(where);
    answered = false;
  }

  /** The frame that asks for it, from where this client stands. */
  String request(int ref) {
    String after = history.last().map(last -> ",\"after\":\"" + last + "\"").orElse("");
    return "{\"type\":\"subscribe\",\"ref\":%d,\"topic\":\"%s\"%s}".formatted(ref, selector, after);
  }

  synchronized void subscribed(Position at) {
    answered = true;
    history.stands(at);
  }

  synchronized boolean isAnswered() {
    return answered;
  }

  /**
   * Every subscription of the socket has what is up to here.
   *
   * @param alone or else this one may have more already, since another is behind
   */
  synchronized void position(Position at, boolean alone) {
    if (answered && (alone || !history.reaches(at.n()))) {
      history.stands(at);
    }
  }
}
