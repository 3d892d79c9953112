package dev.carillon.progress;

import dev.carillon.change.Watched;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One thing to be done. Its JSON has the columns' names, as on the stream, so that a page need know
 * one form only.
 */
@Entity
@Table(name = "task")
@Watched
public class Task {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Column(nullable = false)
  private int project;

  private @Nullable Integer assignee;

  @Column(nullable = false, length = 200)
  private String title;

  @Column(nullable = false)
  private boolean done;

  /**
   * Who has read another one than the present one may not write: others would lose their work.
   * Begins as the table does; left alone, JPA providers begin with 0 or 1.
   */
  @Version private int version = 1;

  @Column(name = "changed_by", nullable = false)
  private String changedBy;

  @Column(name = "changed_at", insertable = false, updatable = false)
  private OffsetDateTime changedAt;

  @Column(insertable = false, updatable = false)
  private String changed;

  /** For JPA. */
  protected Task() {}

  Task(int project, TaskText text, String by) {
    this.project = project;
    this.title = text.title();
    this.assignee = text.assignee();
    this.changedBy = by;
  }

  /** Becomes what somebody wants it to be; unless it is that already, this is signed. */
  void take(TaskText text, boolean isDone, String by) {
    if (isDone != done || !text.equals(new TaskText(title, assignee))) {
      title = text.title();
      assignee = text.assignee();
      done = isDone;
      changedBy = by;
    }
  }

  public Long getId() {
    return id;
  }

  public int getProject() {
    return project;
  }

  public @Nullable Integer getAssignee() {
    return assignee;
  }

  public String getTitle() {
    return title;
  }

  public boolean isDone() {
    return done;
  }

  public int getVersion() {
    return version;
  }

  @JsonbProperty("changed_by")
  public String getChangedBy() {
    return changedBy;
  }

  @JsonbProperty("changed_at")
  public OffsetDateTime getChangedAt() {
    return changedAt;
  }

  /** Which columns the last change was of, by comma; empty if it was never changed. */
  public String getChanged() {
    return changed;
  }
}
