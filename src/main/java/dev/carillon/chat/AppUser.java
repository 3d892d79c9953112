package dev.carillon.chat;

import dev.carillon.change.Watched;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Somebody who writes and reads. */
@Entity
@Table(name = "appuser")
@Watched
public class AppUser {
  @Id private Integer id;

  @Column(nullable = false)
  private String fullname;

  @Column(nullable = false)
  private String role;

  /** For JPA. */
  protected AppUser() {}

  public Integer getId() {
    return id;
  }

  public String getFullname() {
    return fullname;
  }

  /** Either {@code customer} or {@code staff}. */
  public String getRole() {
    return role;
  }
}
