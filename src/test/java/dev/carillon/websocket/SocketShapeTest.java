package dev.carillon.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Notification;
import dev.carillon.change.Position;
import dev.carillon.change.Problem;
import dev.carillon.change.ResetReason;
import dev.carillon.change.Samples;
import dev.carillon.stream.Moved;
import dev.carillon.stream.Start;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class SocketShapeTest {

  private static final SocketShape V1 = SocketShape.V1;
  private static final Position PLACE = new Position(1, 1042);

  @Test
  void tellsAChangeWithItsType() {
    JsonObject frame = json(V1.change(Samples.insert(7, "say \"hi\""), Moved.NO));
    assertThat(frame.keySet())
        .containsExactly(
            "type",
            "position",
            "topic",
            "table",
            "op",
            "key",
            "old",
            "new",
            "changed",
            "tx",
            "txEnd",
            "at");
    assertThat(frame.getString("type")).isEqualTo("change");
    assertThat(frame.getString("topic")).isEqualTo("say \"hi\"");
    assertThat(frame.getJsonObject("new").getInt("id")).isEqualTo(7);
  }

  @Test
  void tellsAllElseAsTheContractDoes() {
    assertThat(V1.reset(ResetReason.AHEAD, PLACE, true))
        .isEqualTo("{\"type\":\"reset\",\"reason\":\"ahead\",\"position\":\"1.1042\"}");
    assertThat(V1.heartbeat(PLACE)).isEqualTo("{\"type\":\"position\",\"position\":\"1.1042\"}");
    assertThat(V1.notification(new Notification("foo", 4711, "Hello")))
        .isEqualTo(
            "{\"type\":\"notification\",\"channel\":\"foo\",\"pid\":4711,\"payload\":\"Hello\"}");
    assertThat(V1.subscribed("1", new Start(PLACE, null, null, 1), "s1"))
        .isEqualTo(
            "{\"type\":\"subscribed\",\"ref\":1,\"position\":\"1.1042\",\"subscriber\":\"s1\"}");
    assertThat(V1.done("published", "\"a\"")).isEqualTo("{\"type\":\"published\",\"ref\":\"a\"}");
    assertThat(V1.error("null", Problem.badRequest("no \"x\"")))
        .isEqualTo(
            "{\"type\":\"error\",\"ref\":null,\"title\":\"Bad request\",\"detail\":\"no \\\"x\\\"\"}");
  }

  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
