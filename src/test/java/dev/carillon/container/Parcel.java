package dev.carillon.container;

import dev.carillon.change.Watched;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity that says how its table is watched, once there is one. */
@Entity
@Watched(topic = "parcel/{id}", redact = "secret")
public class Parcel {
  @Id private int id;
  private String label;
  private String secret;

  protected Parcel() {}

  public int getId() {
    return id;
  }

  public String getLabel() {
    return label;
  }

  public String getSecret() {
    return secret;
  }
}
