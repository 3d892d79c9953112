package dev.carillon.websocket;

import dev.carillon.config.Settings;
import dev.carillon.stream.CloseReason;
import dev.carillon.stream.Hub;
import dev.carillon.stream.Subscriber;
import dev.carillon.stream.Transport;
import dev.carillon.stream.Workers;
import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stop 8 over WebSocket: {@code /socket}. One instance a session; the container calls it with one
 * frame at a time.
 */
@ServerEndpoint(value = "/socket", subprotocols = "carillon.v1")
public class ChangeSocket {
  private static final int MOST_STRIKES = 3;

  private Hub hub;
  private Conversation conversation;
  private Settings settings;
  private SocketSenders senders;
  private Handshakes handshakes;
  private Vigil vigil;
  private Workers workers;
  private volatile @Nullable Subscriber opened;
  private int strikes;

  @Inject
  void wire(
      Hub hub,
      Conversation conversation,
      Settings settings,
      SocketSenders senders,
      Handshakes handshakes,
      Vigil vigil,
      Workers workers) {
    this.hub = hub;
    this.conversation = conversation;
    this.settings = settings;
    this.senders = senders;
    this.handshakes = handshakes;
    this.vigil = vigil;
    this.workers = workers;
  }

  @OnOpen
  public void open(Session session) {
    session.setMaxTextMessageBufferSize(settings.requestSize());
    session.setMaxIdleTimeout(0); // positions are sent all the time: a dead client is found by them
    // Nothing is sent before something was asked, so nobody needs the subscriber before it is
    // there.
    SocketCloser closer =
        new SocketCloser(
            session,
            handshakes.end(NamedHandshake.nameAmong(session.getRequestParameterMap())),
            workers);
    SocketOutlet outlet =
        new SocketOutlet(session, senders, closer, () -> subscriber().wake(), this::leave);
    Subscriber subscriber = hub.join(Transport.WEBSOCKET, SocketShape.V1, outlet);
    opened = subscriber;
    vigil.begin(
        session,
        () -> {
          subscriber.close(CloseReason.TOO_SLOW);
          closer.closeSoon(CloseReason.TOO_SLOW); // nothing need be stuck: it may just be gone
        });
  }

  @OnMessage
  public void message(String text) {
    Subscriber subscriber = subscriber();
    try {
      Request request = Request.parse(text);
      strikes = 0;
      conversation.answer(request, subscriber);
    } catch (Request.MalformedException e) {
      subscriber.send(SocketShape.V1.error(e.ref(), e.problem()));
      if (++strikes == MOST_STRIKES) {
        subscriber.finish(CloseReason.VIOLATION);
      }
    }
  }

  @OnMessage
  public void pong(PongMessage pong, Session session) {
    vigil.heard(session);
  }

  @OnClose
  public void close(Session session) {
    vigil.end(session);
    leave();
  }

  @OnError
  public void fail(Session session, Throwable failure) {
    vigil.end(session);
    leave(); // a broken connection; what our own code throws is answered in message()
  }

  private void leave() {
    Subscriber subscriber = opened;
    if (subscriber != null) {
      subscriber.close(CloseReason.GONE);
    }
  }

  private Subscriber subscriber() {
    return Objects.requireNonNull(opened, "the session is not open yet");
  }
}
