package dev.carillon.sse;

import dev.carillon.change.Channels;
import dev.carillon.change.Permissions;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.stream.ChannelHub;
import dev.carillon.stream.CloseReason;
import dev.carillon.stream.Subscriber;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** {@code /api/channels/{channel}}: GET streams a raw channel's notifications, POST sends one. */
@WebServlet(urlPatterns = "/api/channels/*", asyncSupported = true)
public class ChannelServlet extends EventStreamServlet {
  private static final long serialVersionUID = 1L;

  private transient ChannelHub channelHub;
  private transient Channels channels;
  private transient Permissions permissions;
  private transient ChangeBroadcaster broadcaster;

  @Inject
  void wire(
      ChannelHub channelHub,
      Channels channels,
      Permissions permissions,
      ChangeBroadcaster broadcaster) {
    this.channelHub = channelHub;
    this.channels = channels;
    this.permissions = permissions;
    this.broadcaster = broadcaster;
  }

  @Override
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String path = request.getPathInfo();
    String channel = path == null ? "" : path.substring(1);
    switch (request.getMethod()) {
      case "GET" -> stream(channel, request, response);
      case "POST" -> publish(channel, request, response);
      default -> throw methodNotAllowed(request, response, "GET, POST");
    }
  }

  private void stream(String channel, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    permissions.checkListen(channel);
    Subscriber subscriber =
        broadcaster.open(stream(request, response), EventShape.CHANGE).subscriber();
    var unused =
        channelHub
            .listen(channel, subscriber)
            .whenComplete(
                (listening, failure) -> {
                  if (failure == null) {
                    subscriber.send(
                        EventShape.greeting()); // ready is a promise: not before PostgreSQL listens
                  } else {
                    subscriber.close(CloseReason.FAILED);
                  }
                });
  }

  private void publish(String channel, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    permissions.checkPublish(channel);
    byte[] body = request.getInputStream().readNBytes(Channels.MOST_PAYLOAD_BYTES + 1);
    if (body.length > Channels.MOST_PAYLOAD_BYTES) {
      throw new ProblemException(Channels.payloadTooLarge());
    }
    channels.publish(channel, text(body));
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private static String text(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      if (text.indexOf(0) < 0) {
        return text;
      }
    } catch (CharacterCodingException notUtf8) {
      // said below
    }
    throw new ProblemException(Problem.badRequest("The body must be UTF-8 text without NUL"));
  }
}
