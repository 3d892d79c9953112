package dev.carillon.container;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.math.BigDecimal;

/** What somebody has to pay. */
@Entity
public class Invoice {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  private long purchase;
  private BigDecimal total;

  /** For JPA. */
  protected Invoice() {}

  Invoice(long purchase, BigDecimal total) {
    this.purchase = purchase;
    this.total = total;
  }

  public long getPurchase() {
    return purchase;
  }

  public BigDecimal getTotal() {
    return total;
  }
}
