package dev.carillon.websocket;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
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
  private static final String FUTURE = "org.glassfish.tyrus.core.TyrusFuture";

  private final Object socket;
  private final Method raw;

  private RawFrames(Object socket) throws ReflectiveOperationException {
    this.socket = socket;
    this.raw = socket.getClass().getMethod("sendRawFrame", ByteBuffer.class);
    Class<?> answer = socket.getClass().getClassLoader().loadClass(FUTURE);
    if (!CompletionStage.class.isAssignableFrom(answer)) {
      throw new NoSuchMethodException(FUTURE + " tells nobody when it is done");
    }
    raw.setAccessible(true); // public, but looked at anew for each call
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
   * Sends frames as they are on the wire.
   *
   * @param whenGone told whether they went, once the container has room for more: perhaps now
   * @throws IllegalStateException if the session is closed
   */
  void send(ByteBuffer frames, Consumer<Boolean> whenGone) {
    try {
      var unused =
          ((CompletionStage<?>) raw.invoke(socket, frames))
              .whenComplete((frame, failure) -> whenGone.accept(failure == null));
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("The session takes no frames", e);
    }
  }
}
