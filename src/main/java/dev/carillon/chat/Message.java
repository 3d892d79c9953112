package dev.carillon.chat;

import dev.carillon.change.Watched;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** What somebody wrote in a channel. Its content is all that may change. */
@Entity
@Table(name = "message")
@Watched(topic = "chat/{channel}")
public class Message {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Column(nullable = false, updatable = false)
  private Integer sender;

  @Column(nullable = false, updatable = false)
  private String channel;

  @Column(nullable = false)
  private String content;

  @Column(name = "created_at", nullable = false, updatable = false)
  private OffsetDateTime createdAt;

  /** The database's alone: it sees edits by psql too. */
  @Column(name = "edited_at", insertable = false, updatable = false)
  private @Nullable OffsetDateTime editedAt;

  /** For JPA. */
  protected Message() {}

  Message(NewMessage written, OffsetDateTime createdAt) {
    this.sender = written.sender();
    this.channel = written.channel();
    this.content = written.content();
    this.createdAt = createdAt;
  }

  void edit(String text) {
    content = text;
  }

  public Long getId() {
    return id;
  }

  public Integer getSender() {
    return sender;
  }

  public String getChannel() {
    return channel;
  }

  public String getContent() {
    return content;
  }

  @JsonbProperty("created_at")
  public OffsetDateTime getCreatedAt() {
    return createdAt;
  }

  /** When its content was last changed; null if it never was. */
  @JsonbProperty("edited_at")
  public @Nullable OffsetDateTime getEditedAt() {
    return editedAt;
  }
}
