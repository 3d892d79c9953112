package dev.carillon.launcher;

import java.util.Optional;

/** What a person wants to know once Carillon is up. */
record Welcome(Endpoint endpoint, Optional<EmbeddedDatabase> database, Layout layout) {
  String text(String after) {
    return """

        Carillon is up after %s.
          Page       %s
          Live tail  %s
          Stream     curl -N '%s'
          Database   %s
          Logs       %s
        Ctrl-C stops it all.
        """
        .formatted(
            after,
            endpoint.uri("/carillon/"),
            endpoint.uri("/carillon/tail.html"),
            endpoint.uri("/carillon/api/events?topic=stock_price"),
            database.map(EmbeddedDatabase::psql).orElse("yours, by carillon.jdbc.url"),
            layout.shown(layout.serverLog()) + database.map(embedded -> ", " + layout.shown(layout.postgresLog())).orElse(""));
  }
}
