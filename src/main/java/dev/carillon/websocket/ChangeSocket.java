package dev.carillon.websocket;

import dev.carillon.change.Channels;
import dev.carillon.change.DatabaseUnavailableException;
import dev.carillon.change.Permissions;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.ResetReason;
import dev.carillon.change.TopicSelector;
import dev.carillon.config.Settings;
import dev.carillon.stream.ChannelHub;
import dev.carillon.stream.CloseReason;
import dev.carillon.stream.Entrance;
import dev.carillon.stream.Hub;
import dev.carillon.stream.Start;
import dev.carillon.stream.Subscriber;
import dev.carillon.stream.Transport;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stop 8 over WebSocket: {@code /socket}. One instance a session; the container calls it with one
 * frame at a time.
 */
@ServerEndpoint(value = "/socket", subprotocols = "carillon.v1")
public class ChangeSocket {
  private static final int MOST_STRIKES = 3;

  private Hub hub;
  private Entrance entrance;
  private ChannelHub channelHub;
  private Channels channels;
  private Permissions permissions;
  private Settings settings;
  private ManagedExecutorService executor;

  private volatile @Nullable Subscriber opened;
  private final Set<TopicSelector> topics = new HashSet<>();
  private int strikes;

  @Inject
  void wire(
      Hub hub,
      Entrance entrance,
      ChannelHub channelHub,
      Channels channels,
      Permissions permissions,
      Settings settings,
      ManagedExecutorService executor) {
    this.hub = hub;
    this.entrance = entrance;
    this.channelHub = channelHub;
    this.channels = channels;
    this.permissions = permissions;
    this.settings = settings;
    this.executor = executor;
  }

  @OnOpen
  public void open(Session session) {
    session.setMaxTextMessageBufferSize(settings.requestSize());
    session.setMaxIdleTimeout(0); // positions are sent all the time: a dead client is found by them
    SocketOutlet outlet =
        new SocketOutlet(session, executor, () -> subscriber().wake(), this::close);
    opened =
        hub.join(
            Transport.WEBSOCKET,
            SocketShape.V1,
            outlet); // nothing is sent before something was asked
  }

  @OnMessage
  public void message(String text, Session session) throws IOException {
    Subscriber subscriber = subscriber();
    try {
      Request request = Request.parse(text);
      strikes = 0;
      answer(request, subscriber);
    } catch (Request.MalformedException e) {
      subscriber.send(SocketShape.V1.error(e.ref(), e.problem()));
      if (++strikes == MOST_STRIKES) {
        session.close(
            new jakarta.websocket.CloseReason(
                CloseCodes.VIOLATED_POLICY, "Three malformed frames in a row"));
      }
    }
  }

  @OnClose
  public void close() {
    Subscriber subscriber = opened;
    if (subscriber != null) {
      subscriber.close(CloseReason.GONE);
    }
  }

  @OnError
  public void fail(Throwable failure) {
    close(); // a broken connection; what our own code throws is answered in message()
  }

  private Subscriber subscriber() {
    return Objects.requireNonNull(opened, "the session is not open yet");
  }

  private void answer(Request request, Subscriber subscriber) {
    try {
      switch (request.type()) {
        case "subscribe" -> subscribe(request, subscriber);
        case "unsubscribe" -> unsubscribe(request, subscriber);
        case "publish" -> publish(request, subscriber);
        case "listen" -> listen(request, subscriber);
        default -> unlisten(request, subscriber);
      }
    } catch (ProblemException e) {
      subscriber.send(SocketShape.V1.error(request.ref(), e.problem()));
    } catch (DatabaseUnavailableException e) {
      subscriber.send(SocketShape.V1.error(request.ref(), e.problem()));
    }
  }

  private void subscribe(Request request, Subscriber subscriber) {
    TopicSelector topic = entrance.topic(request.text("topic"));
    String policy = request.optional("policy");
    if (policy != null && !policy.equals("every")) {
      throw new ProblemException(
          Problem.badRequest("policy must be every in this version, but is \"" + policy + "\""));
    }
    Start start = entrance.start(request.optional("after"));
    if (!topics.add(topic)) {
      throw new ProblemException(
          Problem.badRequest("topic \"" + topic + "\" is subscribed to already"));
    }
    String subscribed = SocketShape.V1.subscribed(request.ref(), start);
    subscriber.subscribe(List.of(topic), start, subscribed);
    ResetReason reset = start.reset();
    if (reset != null) {
      subscriber.send(SocketShape.V1.reset(reset, start.position()));
    }
  }

  private void unsubscribe(Request request, Subscriber subscriber) {
    TopicSelector topic = TopicSelector.parse(request.text("topic"));
    if (!topics.remove(topic)) {
      throw new ProblemException(Problem.notFound("topic \"" + topic + "\" is not subscribed to"));
    }
    subscriber.unsubscribe(topic, SocketShape.V1.done("unsubscribed", request.ref()));
  }

  private void publish(Request request, Subscriber subscriber) {
    String channel = request.text("channel");
    permissions.checkPublish(channel);
    String payload = request.text("payload");
    if (payload.getBytes(StandardCharsets.UTF_8).length > Channels.MOST_PAYLOAD_BYTES) {
      throw new ProblemException(Channels.payloadTooLarge());
    }
    if (payload.indexOf(0) >= 0) {
      throw new ProblemException(Problem.badRequest("payload must be text without NUL"));
    }
    channels.publish(channel, payload);
    subscriber.send(SocketShape.V1.done("published", request.ref()));
  }

  private void listen(Request request, Subscriber subscriber) {
    var unused =
        channelHub
            .listen(request.text("channel"), subscriber)
            .thenRun(() -> subscriber.send(SocketShape.V1.done("listened", request.ref())));
  }

  private void unlisten(Request request, Subscriber subscriber) {
    channelHub.unlisten(request.text("channel"), subscriber);
    subscriber.send(SocketShape.V1.done("unlistened", request.ref()));
  }
}
