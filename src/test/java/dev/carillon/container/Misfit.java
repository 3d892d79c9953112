package dev.carillon.container;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An entity that its table does not fit. */
@Entity
@Table(name = "stock_price")
public class Misfit {
  @Id private Long id;
  private int symbol;

  protected Misfit() {}

  public Long getId() {
    return id;
  }

  public int getSymbol() {
    return symbol;
  }
}
