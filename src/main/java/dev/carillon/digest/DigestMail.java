package dev.carillon.digest;

import dev.carillon.change.Operation;
import dev.carillon.change.Watched;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A digest that somebody is owed, in the outbox: whose it is, and nothing of what is in it. */
@Entity
@Table(name = "digest_mail")
@Watched(topic = "digest/{reader}", ops = Operation.INSERT)
public class DigestMail {
  @Id private UUID id;
  private int reader;

  /** For JPA. */
  protected DigestMail() {}

  public UUID getId() {
    return id;
  }

  public int getReader() {
    return reader;
  }
}
