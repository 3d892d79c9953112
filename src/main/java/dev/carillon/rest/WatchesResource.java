package dev.carillon.rest;

import dev.carillon.change.Catalog;
import dev.carillon.change.Operation;
import dev.carillon.change.WatchedTable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code GET /api/watches}: the watched tables, for those who choose what to subscribe to. */
@Singleton
@Path("watches")
public class WatchesResource {
  private Catalog catalog;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(Catalog catalog) {
    this.catalog = catalog;
  }

  /** As they are now, by name. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response watches() {
    JsonArrayBuilder tables = Json.createArrayBuilder();
    catalog.tables().forEach(table -> tables.add(json(table)));
    JsonArray all = tables.build();
    return Response.ok(all).header("Cache-Control", "no-store").build();
  }

  private static JsonObjectBuilder json(WatchedTable table) {
    JsonArrayBuilder ops = Json.createArrayBuilder();
    table.ops().stream().sorted().map(Operation::label).forEach(ops::add);
    JsonArrayBuilder columns = Json.createArrayBuilder();
    table
        .columns()
        .forEach(
            column ->
                columns.add(
                    Json.createObjectBuilder()
                        .add("name", column.name())
                        .add("type", column.type())));
    return Json.createObjectBuilder()
        .add("table", table.name())
        .add("topic", table.topic())
        .add("key", Json.createArrayBuilder(table.key()))
        .add("ops", ops)
        .add("columns", columns);
  }
}
