package dev.carillon.job;

import dev.carillon.change.Watched;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Something that takes its time, and whose end somebody waits for. */
@Entity
@Table(name = "job")
@Watched(topic = "job/{id}")
public class Job {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Column(nullable = false, length = 10)
  private String state;

  @Column(nullable = false, length = 200)
  private String note;

  @Column(name = "changed_at", nullable = false)
  private OffsetDateTime changedAt;

  /** For JPA. */
  protected Job() {}

  Job(JobState begins) {
    set(begins);
  }

  /** Takes on another state, and its time, which the log tells even where nothing else differs. */
  void become(JobState another) {
    set(another);
  }

  private void set(JobState another) {
    state = another.state();
    note = another.note();
    changedAt = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }

  public Long getId() {
    return id;
  }

  public String getState() {
    return state;
  }

  public String getNote() {
    return note;
  }

  @JsonbProperty("changed_at")
  public OffsetDateTime getChangedAt() {
    return changedAt;
  }
}
