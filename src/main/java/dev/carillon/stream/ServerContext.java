package dev.carillon.stream;

import jakarta.servlet.ServletRequest;

/**
 * The server's own surroundings, for calls that end a client's connection.
 *
 * <p>WildFly's pool that takes such a call over may grow by a thread, which inherits the context
 * class loader of whoever called. It would keep an undeployed application's classes for as long as
 * the thread lives.
 */
public final class ServerContext {
  private ServerContext() {}

  /** Runs something of the server's in the caller's thread, with the server's class loader. */
  public static void run(Runnable call) {
    Thread thread = Thread.currentThread();
    ClassLoader ours = thread.getContextClassLoader();
    thread.setContextClassLoader(ServletRequest.class.getClassLoader());
    try {
      call.run();
    } finally {
      thread.setContextClassLoader(ours);
    }
  }
}
