package dev.carillon.postgres;

import dev.carillon.change.ListenerStatus;
import dev.carillon.change.Position;
import dev.carillon.config.Settings;
import dev.carillon.config.Wakeup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the listener's thread last said of itself, and retention of the log. Written by these alone,
 * read by any thread.
 */
@Singleton
public class Status implements ListenerStatus {
  private final Node node;
  private final Wakeup wakeup;
  private volatile @Nullable Thread thread;
  private volatile State state = State.DISCONNECTED;
  private volatile String reason = "starting";
  private volatile @Nullable Position position;
  private volatile long newest;
  private volatile boolean deaf;
  private volatile long logBytes;
  private volatile String heldBack = "";

  @Inject
  Status(Node node, Settings settings) {
    this.node = node;
    this.wakeup = settings.wakeup();
  }

  void runBy(Thread listening) {
    thread = listening;
  }

  void disconnected(String why) {
    reason = why;
    state = State.DISCONNECTED;
  }

  void catchingUp() {
    state = State.CATCHING_UP;
  }

  void listening() {
    reason = "";
    state = State.LISTENING;
  }

  void fired(Position upTo) {
    position = upTo;
  }

  void cutTo(long n) {
    newest = n;
  }

  void deaf(boolean isDeaf) {
    deaf = isDeaf;
  }

  void log(long bytes, String held) {
    logBytes = bytes;
    heldBack = held;
  }

  @Override
  public State state() {
    return state;
  }

  @Override
  public boolean isAlive() {
    Thread listening = thread;
    return listening == null || listening.isAlive();
  }

  @Override
  public @Nullable Position position() {
    return position;
  }

  @Override
  public long lag() {
    Position fired = position;
    return fired == null ? 0 : Math.max(0, newest - fired.n());
  }

  @Override
  public String reason() {
    return reason;
  }

  @Override
  public long logBytes() {
    return logBytes;
  }

  @Override
  public String heldBack() {
    return heldBack;
  }

  @Override
  public String node() {
    return node.name();
  }

  @Override
  public String wakeup() {
    return deaf ? "deaf" : wakeup.name().toLowerCase(Locale.ROOT);
  }
}
