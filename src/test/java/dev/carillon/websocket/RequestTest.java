package dev.carillon.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.change.ProblemException;
import dev.carillon.websocket.Request.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

  @Test
  void readsWhatTheContractShows() {
    Request request =
        Request.parse(
            "{\"type\":\"subscribe\",\"ref\":1,\"topic\":\"stock_price\",\"after\":\"1.1042\",\"policy\":\"every\"}");
    assertThat(request.type()).isEqualTo("subscribe");
    assertThat(request.ref()).isEqualTo("1");
    assertThat(request.text("topic")).isEqualTo("stock_price");
    assertThat(request.optional("after")).isEqualTo("1.1042");
    assertThat(request.optional("policy")).isEqualTo("every");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"listen","channel":"a"}            | null
          {"type":"listen","channel":"a","ref":null} | null
          {"type":"listen","channel":"a","ref":"x"}  | "x"
          {"type":"listen","channel":"a","ref":1.50} | 1.50
          {"type":"listen","channel":"a","ref":[1]}  | [1]
          """)
  void keepsTheReferenceAsItCame(String frame, String ref) {
    assertThat(Request.parse(frame).ref()).isEqualTo(ref);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"x\"", "null"})
  void refusesOtherJson(String frame) {
    assertThatThrownBy(() -> Request.parse(frame))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("A frame must be a JSON object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "nonsense", "{\"type\":}", "{\"type\":\"listen\"} x", "{}{}"})
  void refusesWhatIsNoJson(String frame) {
    assertThatThrownBy(() -> Request.parse(frame))
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.ref()).isEqualTo("null"))
        .hasMessageStartingWith("A frame must be a JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"ref\":["})
  void refusesJsonThatIsTooDeep(String opening) {
    String deep = opening.repeat(20_000 / opening.length());
    assertThatThrownBy(() -> Request.parse(deep)).isInstanceOf(MalformedException.class);
  }

  @Test
  void tellsWhereParsingFailed() {
    assertThatThrownBy(() -> Request.parse("{\"type\":\"listen\",oops}"))
        .hasMessageMatching("A frame must be a JSON object; parsing failed at character 1[78]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"ref":7}               | ''
          {"ref":7,"type":null}   | ''
          {"ref":7,"type":1}      | ''
          {"ref":7,"type":"sing"} | sing
          {"ref":7,"type":"Listen"} | Listen
          """)
  void refusesAnUnknownTypeAndKeepsTheReference(String frame, String type) {
    assertThatThrownBy(() -> Request.parse(frame))
        .isInstanceOfSatisfying(
            MalformedException.class,
            e -> {
              assertThat(e.ref()).isEqualTo("7");
              assertThat(e.problem().status()).isEqualTo(400);
            })
        .hasMessage(
            "type must be one of listen, publish, subscribe, unlisten, unsubscribe, but is \""
                + type
                + "\"");
  }

  @Test
  void refusesAFieldThatTheTypeDoesNotHave() {
    assertThatThrownBy(() -> Request.parse("{\"type\":\"listen\",\"topic\":\"a\"}"))
        .isInstanceOf(MalformedException.class)
        .hasMessage("topic is not a field of listen");
  }

  @Test
  void readsYesAndNo() {
    String frame = "{\"type\":\"subscribe\",\"topic\":\"a\",\"snapshot\":%s}";
    assertThat(Request.parse(frame.formatted("true")).isTrue("snapshot")).isTrue();
    assertThat(Request.parse(frame.formatted("\"true\"")).isTrue("snapshot")).isTrue();
    assertThat(Request.parse(frame.formatted("false")).isTrue("snapshot")).isFalse();
    assertThatThrownBy(() -> Request.parse(frame.formatted("1")).isTrue("snapshot"))
        .hasMessage("snapshot must be true or false, but is 1");
  }

  @Test
  void asksForAFieldThatMustBeThere() {
    assertThatThrownBy(
            () -> Request.parse("{\"type\":\"publish\",\"channel\":null}").text("channel"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("channel must be a string in a frame of type publish");
    assertThatThrownBy(
            () -> Request.parse("{\"type\":\"publish\",\"payload\":1}").optional("payload"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("payload must be a string in a frame of type publish");
    assertThat(Request.parse("{\"type\":\"publish\"}").optional("payload")).isNull();
  }
}
