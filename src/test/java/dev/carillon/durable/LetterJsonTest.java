package dev.carillon.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Change;
import dev.carillon.change.Operation;
import dev.carillon.change.Position;
import dev.carillon.change.Row;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LetterJsonTest {

  private static final Instant AT = Instant.parse("2026-11-21T09:30:00.123456Z");

  @Test
  void bringsBackAllOfAChangeWithEveryDigit() {
    Change update =
        new Change(
            new Position(1, 1042),
            "chat/\"a\"\\ü",
            "chat/null",
            "public.message",
            Operation.UPDATE,
            new Row("{\"id\":9007199254740993}"),
            new Row("{\"id\":9007199254740993,\"price\":1.50,\"note\":\"null\"}"),
            new Row("{\"id\":9007199254740993,\"price\":1.500,\"note\":null}"),
            List.of("price", "the \"note\""),
            "752",
            true,
            AT);

    assertThat(LetterJson.read(LetterJson.write(update))).isEqualTo(update);
  }

  @Test
  void bringsBackWhatHasNoRows() {
    Change truncate =
        new Change(
            new Position(2, 7),
            "chat/*",
            null,
            "public.message",
            Operation.TRUNCATE,
            null,
            null,
            null,
            List.of(),
            "753",
            false,
            AT);

    assertThat(LetterJson.read(LetterJson.write(truncate))).isEqualTo(truncate);
  }
}
