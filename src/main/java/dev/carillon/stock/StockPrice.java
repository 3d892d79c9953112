package dev.carillon.stock;

import dev.carillon.change.Watched;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.OffsetDateTime;

/** What a share cost at a moment. Only ever added, so it has no setters. */
@Entity
@Table(name = "stock_price")
@Watched
public class StockPrice {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Column(nullable = false, length = 12)
  private String symbol;

  @Column(nullable = false, precision = 12, scale = 2)
  private BigDecimal price;

  @Column(name = "created_at", nullable = false)
  private OffsetDateTime createdAt;

  /** For JPA. */
  protected StockPrice() {}

  public StockPrice(String symbol, BigDecimal price, OffsetDateTime createdAt) {
    this.symbol = symbol;
    this.price = price;
    this.createdAt = createdAt;
  }

  public Long getId() {
    return id;
  }

  public String getSymbol() {
    return symbol;
  }

  public BigDecimal getPrice() {
    return price;
  }

  @JsonbProperty("created_at")
  public OffsetDateTime getCreatedAt() {
    return createdAt;
  }
}
