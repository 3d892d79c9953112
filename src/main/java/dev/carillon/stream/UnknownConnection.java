package dev.carillon.stream;

import jakarta.servlet.ServletRequest;

/** The connection of a connector that is not known. */
enum UnknownConnection implements ClientConnection {
  INSTANCE;

  static ClientConnection under(ServletRequest request) {
    UnboundedWarning.ONCE.say(request.getClass(), "connection that is known");
    return INSTANCE;
  }

  @Override
  public ClientConnection bound() {
    return this;
  }

  @Override
  public void cut() {
    // it ends with its client
  }
}
