package dev.carillon.container;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;

/** What somebody has bought, and whether it is billed, as long as a timer does that. */
@Entity
public class Purchase {
  @Id private long id;
  private BigDecimal total;
  private boolean billed;

  /** For JPA, and for whoever reads changes. */
  protected Purchase() {}

  public long getId() {
    return id;
  }

  public BigDecimal getTotal() {
    return total;
  }

  public boolean isBilled() {
    return billed;
  }

  public void setBilled(boolean billed) {
    this.billed = billed;
  }
}
