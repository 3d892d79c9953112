package dev.carillon.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameRunsTest {

  @Test
  void carriesEveryFrameInOrderWhateverItsLength() {
    List<String> frames =
        List.of("a", "ü".repeat(62), "b".repeat(125), "c".repeat(126), "d".repeat(70_000), "", "e");
    assertThat(read(FrameRuns.together(frames))).isEqualTo(frames);
    assertThat(FrameRuns.oneByOne(frames).runs())
        .extracting(FrameRun::text)
        .containsExactlyElementsOf(frames);
  }

  @Test
  void sendsNoMoreAtATimeThanASlowClientTakesSoon() {
    List<String> frames = Collections.nCopies(1000, "x".repeat(200));
    List<FrameRun> runs = FrameRuns.together(frames).runs();
    assertThat(read(new FrameRuns(runs))).isEqualTo(frames);
    assertThat(runs).hasSizeBetween(5, 10).allMatch(run -> run.toWrite().remaining() < 33_000);
  }

  @Test
  void givesEachWriterAPlaceOfItsOwnInSharedBytes() {
    FrameRun run = FrameRuns.together(List.of("a", "b")).runs().get(0);
    run.toWrite().get();
    assertThat(run.toWrite().remaining()).isEqualTo(6);
  }

  /** As a client reads them. */
  private static List<String> read(FrameRuns all) {
    List<String> frames = new ArrayList<>();
    for (FrameRun run : all.runs()) {
      ByteBuffer bytes = run.toWrite();
      while (bytes.hasRemaining()) {
        assertThat(bytes.get()).isEqualTo((byte) 0x81);
        int length = bytes.get();
        byte[] text =
            new byte
                [length == 126
                    ? bytes.getShort() & 0xffff
                    : length == 127 ? (int) bytes.getLong() : length];
        bytes.get(text);
        frames.add(new String(text, StandardCharsets.UTF_8));
      }
    }
    return frames;
  }
}
