package dev.carillon.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventTextTest {

  @Test
  void writesEveryField() {
    assertThat(EventText.of(new Sent("7", "price", "note", 1500, "hello")))
        .isEqualTo(": note\nretry: 1500\nevent: price\nid: 7\ndata: hello\n\n");
  }

  @Test
  void writesOnlyWhatIsThere() {
    assertThat(EventText.of(data("hello"))).isEqualTo("data: hello\n\n");
    assertThat(EventText.of(new Sent(null, null, "still here", -1, null)))
        .isEqualTo(": still here\n\n");
  }

  @Test
  void givesEachLineAFieldOfItsOwn() {
    assertThat(EventText.of(data("a\nb\r\nc\rd")))
        .isEqualTo("data: a\ndata: b\ndata: c\ndata: d\n\n");
    assertThat(EventText.of(new Sent(null, null, "x\ny", -1, null))).isEqualTo(": x\n: y\n\n");
  }

  @Test
  void keepsEmptyLinesAndEmptyData() {
    assertThat(EventText.of(data(""))).isEqualTo("data: \n\n");
    assertThat(EventText.of(data("a\n\nb\n"))).isEqualTo("data: a\ndata: \ndata: b\ndata: \n\n");
  }

  @Test
  void refusesDataThatIsNoText() {
    assertThatThrownBy(() -> EventText.of(data(42)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An event's data must be text, but is a java.lang.Integer");
  }

  private static OutboundSseEvent data(Object data) {
    return new Sent(null, null, null, -1, data);
  }

  /** An event as an application sends it. */
  private record Sent(
      @Nullable String id,
      @Nullable String name,
      @Nullable String comment,
      long reconnectDelay,
      @Nullable Object data)
      implements OutboundSseEvent {

    @Override
    public Class<?> getType() {
      return String.class;
    }

    @Override
    public Type getGenericType() {
      return String.class;
    }

    @Override
    public MediaType getMediaType() {
      return MediaType.TEXT_PLAIN_TYPE;
    }

    @Override
    public @Nullable Object getData() {
      return data;
    }

    @Override
    public @Nullable String getId() {
      return id;
    }

    @Override
    public @Nullable String getName() {
      return name;
    }

    @Override
    public @Nullable String getComment() {
      return comment;
    }

    @Override
    public long getReconnectDelay() {
      return reconnectDelay;
    }

    @Override
    public boolean isReconnectDelaySet() {
      return reconnectDelay >= 0;
    }
  }
}
