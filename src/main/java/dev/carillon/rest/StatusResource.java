package dev.carillon.rest;

import dev.carillon.change.Catalog;
import dev.carillon.change.ListenerStatus;
import dev.carillon.change.ObserverStatus;
import dev.carillon.change.Observers;
import dev.carillon.change.Position;
import dev.carillon.change.ReplicaStatus;
import dev.carillon.config.Settings;
import dev.carillon.stream.Census;
import dev.carillon.stream.CloseReason;
import dev.carillon.stream.Hub;
import dev.carillon.stream.Transport;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /api/status}: how this node is doing, for people and for monitoring. */
@Singleton
@Path("status")
public class StatusResource {
  private ListenerStatus listener;
  private ReplicaStatus replica;
  private Hub hub;
  private Census census;
  private Catalog catalog;
  private Observers observers;
  private ObserverStatus.Source durable;
  private Settings settings;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(
      ListenerStatus listener,
      ReplicaStatus replica,
      Hub hub,
      Census census,
      Catalog catalog,
      Observers observers,
      ObserverStatus.Source durable,
      Settings settings) {
    this.listener = listener;
    this.replica = replica;
    this.hub = hub;
    this.census = census;
    this.catalog = catalog;
    this.observers = observers;
    this.durable = durable;
    this.settings = settings;
  }

  /** The status at this moment. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public JsonObject status() {
    Position position = listener.position();
    JsonObjectBuilder status =
        Json.createObjectBuilder().add("listener", Label.of(listener.state()));
    if (position == null) {
      status.addNull("position");
    } else {
      status.add("position", position.toString());
    }
    return status
        .add("lag", listener.lag())
        .add("reason", listener.reason())
        .add("wakeup", listener.wakeup())
        .add(
            "subscribers",
            Json.createObjectBuilder()
                .add("sse", census.connected(Transport.SSE))
                .add("websocket", census.connected(Transport.WEBSOCKET)))
        .add("closed", closed())
        .add("tail", tail())
        .add("log", log())
        .add("replica", replica())
        .add("observers", observers())
        .add("durable", durable())
        .add("topics", Json.createArrayBuilder(catalog.topics()))
        .add("node", listener.node())
        .build();
  }

  private JsonObjectBuilder closed() {
    JsonObjectBuilder closed = Json.createObjectBuilder();
    for (CloseReason reason : CloseReason.values()) {
      closed.add(Label.of(reason), census.closed(reason));
    }
    return closed;
  }

  private JsonObjectBuilder tail() {
    return Json.createObjectBuilder()
        .add("changes", hub.tailSize())
        .add("capacity", settings.tailSize())
        .add("bytes", hub.tailBytes())
        .add("maxBytes", settings.tailBytes());
  }

  private JsonObjectBuilder log() {
    return Json.createObjectBuilder()
        .add("bytes", listener.logBytes())
        .add("maxBytes", settings.retentionSize())
        .add("held", listener.heldBack());
  }

  private JsonObjectBuilder replica() {
    return Json.createObjectBuilder()
        .add("state", Label.of(replica.state()))
        .add("lag", replica.lag())
        .add("pages", replica.pages())
        .add("reason", replica.reason());
  }

  /** Only those that have failed: as a rule there are none. */
  private JsonArrayBuilder observers() {
    JsonArrayBuilder failed = Json.createArrayBuilder();
    for (Observers.Failing observer : observers.failed()) {
      String now = observer.now();
      failed.add(
          Json.createObjectBuilder()
              .add("observer", observer.observer())
              .add("failures", observer.failures())
              .add("failing", now == null ? "" : now));
    }
    return failed;
  }

  /** By name, as they were a second ago. */
  private JsonObjectBuilder durable() {
    JsonObjectBuilder all = Json.createObjectBuilder();
    for (ObserverStatus observer : durable.observers()) {
      all.add(
          observer.name(),
          Json.createObjectBuilder()
              .add("state", observer.state().label())
              .add("lag", observer.lag()));
    }
    return all;
  }
}
