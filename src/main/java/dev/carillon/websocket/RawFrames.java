package dev.carillon.websocket;

import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tyrus's own way out below its API, which takes many frames in one write. The API takes one at a
 * time, and sets a timer anew for each, whose executor then searches the class path: 40 µs and more
 * a frame. Other containers have no such way, and are given frames one by one. One thread at a
 * time.
 */
final class RawFrames {
  private static final Logger LOGGER = System.getLogger(RawFrames.class.getName());
  private static final String SOCKET = "webSocket";

  private final Object socket;
  private final Method raw;
  private final Method text;

  private RawFrames(Object socket) throws NoSuchMethodException {
    this.socket = socket;
    this.raw = socket.getClass().getMethod("sendRawFrame", ByteBuffer.class);
    this.text = socket.getClass().getMethod("sendText", String.class, SendHandler.class);
  }

  /** A session's; empty if its container has no such way. */
  static Optional<RawFrames> of(Session session) {
    Object remote = session.getAsyncRemote();
    try {
      Field socket = socketOf(remote.getClass());
      socket.setAccessible(true);
      return Optional.of(new RawFrames(socket.get(remote)));
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOGGER.log(Level.DEBUG, "No way below {0}", remote.getClass());
      return Optional.empty();
    }
  }

  private static Field socketOf(Class<?> remote) throws NoSuchFieldException {
    return Stream.<Class<?>>iterate(remote, type -> type != null, Class::getSuperclass)
        .flatMap(type -> Stream.of(type.getDeclaredFields()))
        .filter(field -> field.getName().equals(SOCKET))
        .findFirst()
        .orElseThrow(() -> new NoSuchFieldException(SOCKET));
  }

  /**
   * Sends frames as they are on the wire, and one more behind them, whose going tells that all have
   * gone.
   *
   * @throws IllegalStateException if the session is closed
   */
  void send(ByteBuffer frames, String last, SendHandler whenGone) {
    try {
      if (frames.hasRemaining()) {
        raw.invoke(socket, frames);
      }
      text.invoke(socket, last, whenGone);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("The session takes no frames", e);
    }
  }
}
