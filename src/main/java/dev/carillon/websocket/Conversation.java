package dev.carillon.websocket;

import dev.carillon.change.Channels;
import dev.carillon.change.Permissions;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.ResetReason;
import dev.carillon.change.TopicSelector;
import dev.carillon.stream.ChannelHub;
import dev.carillon.stream.Entrance;
import dev.carillon.stream.Selection;
import dev.carillon.stream.Selections;
import dev.carillon.stream.Start;
import dev.carillon.stream.Subscriber;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one session asks and is answered. One thread at a time, as the container calls a session.
 */
@Dependent
class Conversation {
  private static final SocketShape SHAPE = SocketShape.V1;
  private final Entrance entrance;
  private final Selections selections;
  private final ChannelHub channelHub;
  private final Channels channels;
  private final Permissions permissions;
  private final Set<TopicSelector> topics = new HashSet<>();

  @Inject
  Conversation(
      Entrance entrance,
      Selections selections,
      ChannelHub channelHub,
      Channels channels,
      Permissions permissions) {
    this.entrance = entrance;
    this.selections = selections;
    this.channelHub = channelHub;
    this.channels = channels;
    this.permissions = permissions;
  }

  /** Does what is asked; the subscriber is sent the answer, or the error. */
  void answer(Request request, Subscriber subscriber) {
    try {
      switch (request.type()) {
        case "subscribe" -> subscribe(request, subscriber);
        case "unsubscribe" -> unsubscribe(request, subscriber);
        case "publish" -> publish(request, subscriber);
        case "listen" -> listen(request, subscriber);
        default -> unlisten(request, subscriber);
      }
    } catch (ProblemException e) {
      subscriber.send(SHAPE.error(request.ref(), e.problem()));
    }
  }

  private void subscribe(Request request, Subscriber subscriber) {
    TopicSelector topic = entrance.topic(request.text("topic"));
    List<Selection> selected = selections.read(List.of(topic), request::optional);
    Start start =
        entrance.start(request.optional("after"), List.of(topic), request.isTrue("snapshot"));
    if (!topics.add(topic)) {
      throw new ProblemException(
          Problem.badRequest("topic \"" + topic + "\" is subscribed to already"));
    }
    ResetReason reset = start.reset();
    if (reset != null) {
      // First: a client that is cut off between the two must not come back behind the hole, unaware
      subscriber.send(SHAPE.reset(request.ref(), reset, start.position()));
    }
    subscriber.subscribe(selected, start, SHAPE.subscribed(request.ref(), start, subscriber.id()));
  }

  private void unsubscribe(Request request, Subscriber subscriber) {
    TopicSelector topic = TopicSelector.parse(request.text("topic"));
    if (!topics.remove(topic)) {
      throw new ProblemException(Problem.notFound("topic \"" + topic + "\" is not subscribed to"));
    }
    subscriber.unsubscribe(topic, SHAPE.done("unsubscribed", request.ref()));
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
    subscriber.send(SHAPE.done("published", request.ref()));
  }

  private void listen(Request request, Subscriber subscriber) {
    var unused =
        channelHub
            .listen(request.text("channel"), subscriber)
            .thenRun(() -> subscriber.send(SHAPE.done("listened", request.ref())));
  }

  private void unlisten(Request request, Subscriber subscriber) {
    channelHub.unlisten(request.text("channel"), subscriber);
    subscriber.send(SHAPE.done("unlistened", request.ref()));
  }
}
