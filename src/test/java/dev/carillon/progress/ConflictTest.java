package dev.carillon.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Problem;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConflictTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "done|Bob has changed task 12 since you read it: it is done. It is at version 4, and yours was 3",
        "title|Bob has changed task 12 since you read it: its title is \"Tune it\". It is at version 4, and yours was 3",
        "assignee, done|Bob has changed task 12 since you read it: nobody has it, it is done. It is at version 4, and yours was 3",
        "project|Bob has changed task 12 since you read it: it is in project 7. It is at version 4, and yours was 3",
      })
  void saysWhoHasChangedWhat(String changed, String sentence) {
    assertThat(Conflict.of(new Changed(4, changed), 3).detail()).isEqualTo(sentence);
  }

  @Test
  void saysHowManyChangesWereMissed() {
    assertThat(Conflict.of(new Changed(5, "done"), 3).detail())
        .contains("since you read it, after one more change: it is done");
    assertThat(Conflict.of(new Changed(9, "done"), 3).detail())
        .contains("since you read it, after 5 more changes: it is done");
  }

  @Test
  void blamesNobodyForAVersionThatNeverWas() {
    assertThat(Conflict.of(new Changed(4, "done"), 9).detail())
        .isEqualTo("version must be the one that you have read, but is 9; task 12 is at version 4");
    assertThat(Conflict.of(new Changed(1, ""), 0).detail()).contains("but is 0");
  }

  @Test
  void tellsProgramsTheSame() {
    Problem problem = Conflict.of(new Changed(4, "title, done"), 3);

    assertThat(problem.status()).isEqualTo(409);
    assertThat(problem.more())
        .containsEntry("version", "4")
        .containsEntry("by", "Bob")
        .containsEntry("changed", "title, done")
        .containsEntry("at", "2026-11-21T10:00:00Z");
  }

  /** Task 12 as the database would give it. */
  private static final class Changed extends Task {
    private final int version;
    private final String changed;

    Changed(int version, String changed) {
      super(7, new TaskText("Tune it", null), "Bob");
      this.version = version;
      this.changed = changed;
    }

    @Override
    public Long getId() {
      return 12L;
    }

    @Override
    public boolean isDone() {
      return true;
    }

    @Override
    public int getVersion() {
      return version;
    }

    @Override
    public String getChanged() {
      return changed;
    }

    @Override
    public OffsetDateTime getChangedAt() {
      return OffsetDateTime.parse("2026-11-21T10:00:00Z");
    }
  }
}
