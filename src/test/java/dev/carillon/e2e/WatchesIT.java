package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which tables there are to be subscribed to. */
class WatchesIT {
  @RegisterExtension private final WatchedTable table = new WatchedTable();

  @Test
  void listsEachWatchedTableWithItsTopicItsKeyAndItsColumns() {
    var answer = Api.get("/api/watches");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    try (var reader = Json.createReader(new StringReader(answer.body()))) {
      assertThat(reader.readArray())
          .contains(
              Api.json(
                  """
                  {"table":"public.%s","topic":"%s","key":["id"],
                   "ops":["insert","update","delete","truncate","ddl"],
                   "columns":[{"name":"id","type":"integer"},{"name":"note","type":"text"}]}"""
                      .formatted(table.name(), table.name())));
    }
  }
}
