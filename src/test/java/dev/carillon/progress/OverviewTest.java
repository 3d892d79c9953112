package dev.carillon.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Change;
import dev.carillon.change.Operation;
import dev.carillon.change.Position;
import dev.carillon.change.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class OverviewTest {
  private static final BigDecimal HALF = new BigDecimal("50.0");
  private static final ProjectLine BELLS = new ProjectLine(1, "Hang the bells", 1, 2, HALF);
  private final SortedMap<Integer, ProjectLine> lines = Overview.byId(List.of(BELLS));

  @Test
  void hasAProjectFromItsBeginningToItsEnd() {
    assertThat(project(Operation.INSERT, null, name(2, "Cast"))).isTrue();
    assertThat(lines.get(2)).isEqualTo(new ProjectLine(2, "Cast", 0, 0, new BigDecimal("0.0")));
    assertThat(figure(Operation.INSERT, null, done(2, 1, 4, "25.0"))).isTrue();
    assertThat(lines.get(2)).isEqualTo(new ProjectLine(2, "Cast", 1, 4, new BigDecimal("25.0")));
    assertThat(project(Operation.DELETE, name(2, "Cast"), null)).isTrue();
    assertThat(figure(Operation.DELETE, done(2, 1, 4, "25.0"), null)).isTrue();
    assertThat(lines.values()).containsExactly(BELLS);
  }

  @Test
  void keepsHowFarItIsUnderAnotherNameOrId() {
    assertThat(project(Operation.UPDATE, name(1, "Hang the bells"), name(3, "Ring"))).isTrue();
    assertThat(lines.values()).containsExactly(new ProjectLine(3, "Ring", 1, 2, HALF));
  }

  @Test
  void takesNoFigureForAProjectThatIsGone() {
    assertThat(figure(Operation.UPDATE, done(9, 0, 1, "0.0"), done(9, 1, 1, "100.0"))).isTrue();
    assertThat(lines.values()).containsExactly(BELLS);
  }

  @Test
  void takesWhatItHasAlreadyForNoOther() {
    assertThat(project(Operation.INSERT, null, name(1, "Hang the bells"))).isTrue();
    assertThat(lines.values()).containsExactly(BELLS);
  }

  @Test
  void knowsNothingAfterATruncate() {
    assertThat(project(Operation.TRUNCATE, null, null)).isFalse();
    assertThat(figure(Operation.TRUNCATE, null, null)).isFalse();
  }

  private boolean project(Operation op, @Nullable Row before, @Nullable Row after) {
    return follows("public.project", op, before, after);
  }

  private boolean figure(Operation op, @Nullable Row before, @Nullable Row after) {
    return follows("public.project_progress", op, before, after);
  }

  private boolean follows(String table, Operation op, @Nullable Row before, @Nullable Row after) {
    return Overview.follows(
        lines,
        new Change(
            new Position(1, 1),
            "project",
            null,
            table,
            op,
            null,
            before,
            after,
            List.of(),
            "700",
            true,
            Instant.EPOCH));
  }

  private static Row name(int id, String name) {
    return new Row("{\"id\":%d,\"name\":\"%s\"}".formatted(id, name));
  }

  private static Row done(int id, long done, long total, String percent) {
    return new Row(
        "{\"project\":%d,\"done\":%d,\"total\":%d,\"percent\":%s}"
            .formatted(id, done, total, percent));
  }
}
