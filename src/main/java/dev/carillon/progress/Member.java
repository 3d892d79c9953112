package dev.carillon.progress;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Who does tasks and changes them: a user, of whom this room needs no more than the name. */
@Entity
@Table(name = "appuser")
public class Member {
  @Id private Integer id;

  @Column(nullable = false)
  private String fullname;

  /** For JPA. */
  protected Member() {}

  public Integer getId() {
    return id;
  }

  public String getFullname() {
    return fullname;
  }
}
