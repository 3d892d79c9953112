package org.example.orders;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;

/** What is to be paid for an order. */
@Entity
public class Invoice {
  @Id
  @Column(name = "order_id")
  private Long order;

  private BigDecimal amount;

  protected Invoice() {}

  Invoice(Order order) {
    this.order = order.getId();
    this.amount = order.getPrice();
  }
}
