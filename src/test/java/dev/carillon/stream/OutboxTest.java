package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutboxTest {

  private final Outbox outbox = new Outbox();

  @Test
  void givesAllThatWaitsInOrderAndOnce() {
    assertThat(outbox.isEmpty()).isTrue();
    assertThat(outbox.offer("a")).isTrue();
    assertThat(outbox.offer("b")).isTrue();
    Chunk all = outbox.take();
    assertThat(all.frames()).containsExactly("a", "b");
    assertThat(all.end()).isNull();
    assertThat(outbox.isEmpty()).isTrue();
  }

  @Test
  void takesSoManyFrames() {
    for (int i = 0; i < 1024; i++) {
      assertThat(outbox.offer("x")).isTrue();
    }
    assertThat(outbox.offer("x")).isFalse();
    var unused = outbox.take();
    assertThat(outbox.offer("x")).isTrue();
  }

  @Test
  void takesSoManyCharacters() {
    assertThat(outbox.offer("x".repeat(1 << 19))).isTrue();
    assertThat(outbox.offer("x".repeat(1 << 19))).isTrue();
    assertThat(outbox.offer("x")).isFalse();
    outbox.clear();
    assertThat(outbox.isEmpty()).isTrue();
    assertThat(outbox.offer("x".repeat(1 << 20))).isTrue();
  }

  @Test
  void takesOneFrameHoweverLarge() {
    assertThat(outbox.offer("x".repeat(3 << 20))).isTrue();
    assertThat(outbox.offer("")).isFalse();
  }
}
