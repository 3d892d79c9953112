package dev.carillon.job;

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
class OpenJobsTest {
  private final SortedMap<Long, Job> open =
      OpenJobs.byId(
          List.of(OpenJobs.JOBS.entity(row(5, "queued")), OpenJobs.JOBS.entity(row(2, "running"))));

  @Test
  void countsThemByStateAndShowsTheOldestFirst() {
    assertThat(follows(Operation.INSERT, null, row(7, "queued"))).isTrue();
    OpenJobs.Summary summary = OpenJobs.Summary.of(open, 2);
    assertThat(summary.queued()).isEqualTo(2);
    assertThat(summary.running()).isEqualTo(1);
    assertThat(summary.jobs()).extracting(Job::getId).containsExactly(2L, 5L);
  }

  @Test
  void hasNoneThatIsOver() {
    assertThat(follows(Operation.UPDATE, row(2, "running"), row(2, "done"))).isTrue();
    assertThat(follows(Operation.INSERT, null, row(8, "failed"))).isTrue();
    assertThat(follows(Operation.DELETE, row(5, "queued"), null)).isTrue();
    assertThat(open).isEmpty();
  }

  @Test
  void hasOneThatBeginsAnew() {
    assertThat(follows(Operation.UPDATE, row(9, "failed"), row(9, "queued"))).isTrue();
    assertThat(open).containsOnlyKeys(2L, 5L, 9L);
  }

  @Test
  void takesWhatItHasAlreadyForNoOther() {
    assertThat(follows(Operation.INSERT, null, row(5, "queued"))).isTrue();
    assertThat(follows(Operation.UPDATE, row(5, "queued"), row(5, "running"))).isTrue();
    assertThat(open).containsOnlyKeys(2L, 5L);
    assertThat(OpenJobs.Summary.of(open, 9).running()).isEqualTo(2);
  }

  @Test
  void knowsNothingAfterATruncate() {
    assertThat(follows(Operation.TRUNCATE, null, null)).isFalse();
  }

  private boolean follows(Operation op, @Nullable Row before, @Nullable Row after) {
    return OpenJobs.follows(
        open,
        new Change(
            new Position(1, 1),
            "job/5",
            null,
            "public.job",
            op,
            null,
            before,
            after,
            List.of(),
            "700",
            true,
            Instant.EPOCH));
  }

  private static Row row(long id, String state) {
    return new Row(
        "{\"id\":%d,\"state\":\"%s\",\"note\":\"\",\"changed_at\":\"2026-11-21T09:30:00+00:00\"}"
            .formatted(id, state));
  }
}
