package dev.carillon.change;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fired when a client has opened the socket, in a thread of the container's. A {@link SocketClosed}
 * follows when it is gone, for whatever reason.
 */
public final class SocketOpened {
  private final String socket;
  private final Map<String, List<String>> parameters;
  private volatile @Nullable Duration answerWithin;

  public SocketOpened(String socket, Map<String, List<String>> parameters) {
    this.socket = socket;
    this.parameters = Map.copyOf(parameters);
  }

  /** Its name, different from all others of this node. */
  public String socket() {
    return socket;
  }

  /** What stands after the question mark of its address. */
  public Map<String, List<String>> parameters() {
    return parameters;
  }

  /**
   * Has the client closed when it leaves pings unanswered for so long, for an observer that must
   * know soon whether it is still there. A connection that is merely dead shows that in minutes.
   */
  public void mustAnswerWithin(Duration limit) {
    Duration present = answerWithin;
    answerWithin = present == null || limit.compareTo(present) < 0 ? limit : present;
  }

  /** The shortest time that an observer has asked for; null if none did. */
  public @Nullable Duration answerWithin() {
    return answerWithin;
  }
}
