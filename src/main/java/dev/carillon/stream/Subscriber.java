package dev.carillon.stream;

import dev.carillon.change.Notification;
import dev.carillon.change.TopicSelector;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One client, for those who connect it. Any thread may call; what is called takes effect in the
 * dispatcher, in the order of the calls, where {@link Delivery} does the work.
 */
public final class Subscriber {
  private final Hub hub;
  private final String id = Long.toString(ThreadLocalRandom.current().nextLong() >>> 1, 36);
  private final Transport transport;
  private final Shape shape;
  private final Delivery delivery;
  private final AtomicBoolean queued = new AtomicBoolean();
  private volatile boolean behind;

  Subscriber(Hub hub, Transport transport, Shape shape, Outlet outlet) {
    this.hub = hub;
    this.transport = transport;
    this.shape = shape;
    this.delivery = new Delivery(hub, this, shape, outlet);
  }

  /**
   * Delivers what these select from a place on; {@code greeting} is sent before the first change.
   */
  public void subscribe(List<Selection> selections, Start start, String greeting) {
    hub.run(() -> delivery.subscribe(selections, start, greeting));
  }

  /** Delivers this topic no longer; {@code answer} is sent after its last change. */
  public void unsubscribe(TopicSelector topic, String answer) {
    hub.run(() -> delivery.unsubscribe(topic, answer));
  }

  /** Sends a frame that has no place in the log, in its turn. */
  public void send(String frame) {
    hub.run(() -> delivery.enqueue(frame));
  }

  /** Sends a raw notification. */
  public void send(Notification notification) {
    hub.run(() -> delivery.enqueue(shape.notification(notification)));
  }

  /** The outlet can write again. */
  public void wake() {
    hub.wake(this);
  }

  /** Ends the stream once what waits for the client by now is sent. */
  public void finish(CloseReason reason) {
    hub.run(() -> delivery.finish(reason));
  }

  /** Ends the stream. Only the first reason counts. */
  public void close(CloseReason reason) {
    hub.run(() -> delivery.end(reason));
  }

  /**
   * Does something, in the dispatcher's thread, when the stream has ended, or at once if it has.
   */
  public void onClose(Runnable farewell) {
    hub.run(() -> delivery.onEnd(farewell));
  }

  /** A name by which one may ask about it; no other subscriber has it. */
  public String id() {
    return id;
  }

  /** How the client is connected. */
  public Transport transport() {
    return transport;
  }

  /** Notes that it stands in the queue for a turn; false if it did already. */
  boolean queue() {
    return queued.compareAndSet(false, true);
  }

  /** Its turn has come: whoever wakes it from now on wakes it for the next. */
  void dequeued() {
    queued.set(false);
  }

  /** Whether it had more to come than one write takes, when it last had its turn. */
  boolean isBehind() {
    return behind;
  }

  void behind(boolean isBehind) {
    behind = isBehind;
  }

  /** The work behind it. The dispatcher's thread only. */
  Delivery delivery() {
    return delivery;
  }
}
