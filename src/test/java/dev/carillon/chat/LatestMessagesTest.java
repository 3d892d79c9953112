package dev.carillon.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Change;
import dev.carillon.change.Operation;
import dev.carillon.change.Position;
import dev.carillon.change.Row;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class LatestMessagesTest {
  private final SortedMap<String, Message> latest =
      LatestMessages.byChannel(
          List.of(entity(row(5, "lobby", "Five")), entity(row(7, "direct/1/3", "Seven"))));

  @Test
  void hasTheLatestOfEachChannelByIdAndNotByArrival() {
    assertThat(follows(Operation.INSERT, null, row(9, "lobby", "Nine"))).isTrue();
    assertThat(follows(Operation.INSERT, null, row(8, "lobby", "Eight"))).isTrue();
    assertThat(follows(Operation.INSERT, null, row(10, "attic", "Ten"))).isTrue();
    assertThat(contents()).containsExactly("Ten", "Seven", "Nine");
  }

  @Test
  void showsItsEditsAndNoOthers() {
    assertThat(follows(Operation.UPDATE, row(5, "lobby", "Five"), row(5, "lobby", "V"))).isTrue();
    assertThat(follows(Operation.UPDATE, row(4, "lobby", "Four"), row(4, "lobby", "IV"))).isTrue();
    assertThat(contents()).containsExactly("Seven", "V");
  }

  @Test
  void doesNotKnowWhichIsTheLatestOnceThatIsDeleted() {
    assertThat(follows(Operation.DELETE, row(4, "lobby", "Four"), null)).isTrue();
    assertThat(follows(Operation.DELETE, row(5, "lobby", "Five"), null)).isFalse();
    assertThat(follows(Operation.TRUNCATE, null, null)).isFalse();
  }

  @Test
  void keepsDirectQuestionsFromOthers() {
    assertThat(LatestMessages.isFor(2, "lobby")).isTrue();
    assertThat(LatestMessages.isFor(1, "direct/1/3")).isTrue();
    assertThat(LatestMessages.isFor(3, "direct/1/3")).isTrue();
    assertThat(LatestMessages.isFor(2, "direct/1/3")).isFalse();
    assertThat(LatestMessages.isFor(1, "direct/11/3")).isFalse();
  }

  private List<String> contents() {
    return latest.values().stream().map(Message::getContent).toList();
  }

  private boolean follows(Operation op, @Nullable Row before, @Nullable Row after) {
    return LatestMessages.follows(
        latest,
        new Change(
            new Position(1, 1),
            "chat/lobby",
            null,
            "public.message",
            op,
            null,
            before,
            after,
            List.of(),
            "700",
            true,
            Instant.EPOCH));
  }

  private static Message entity(Row row) {
    return LatestMessages.MESSAGES.entity(row);
  }

  private static Row row(long id, String channel, String content) {
    return new Row(
        "{\"id\":%d,\"sender\":1,\"channel\":\"%s\",\"content\":\"%s\",\"created_at\":\"2026-11-21T09:30:00+00:00\",\"edited_at\":null}"
            .formatted(id, channel, content));
  }
}
