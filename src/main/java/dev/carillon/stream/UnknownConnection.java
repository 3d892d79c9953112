package dev.carillon.stream;

/** The connection of a connector that is not known. */
enum UnknownConnection implements ClientConnection {
  INSTANCE;

  @Override
  public ClientConnection bound() {
    return this;
  }

  @Override
  public void cut() {
    // it ends with its client
  }
}
