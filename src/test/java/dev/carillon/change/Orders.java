package dev.carillon.change;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** Entities as applications have them. */
@NullUnmarked // entities are as applications write them
final class Orders {
  private Orders() {}

  enum State {
    NEW,
    PAID
  }

  @MappedSuperclass
  abstract static class Base<K> {
    private K id;
    Instant changedAt;

    @Id
    public K getId() {
      return id;
    }
  }

  @Entity
  @Table(name = "\"Order\"", schema = "SALES")
  static class Order extends Base<Long> {
    static final String KIND = "order";
    State state;

    @Column(name = "`TOTAL`")
    BigDecimal total;

    @AttributeOverride(name = "street", column = @Column(name = "ship_street"))
    @Embedded
    Address address;

    @ManyToOne Customer customer;

    @ManyToOne
    @JoinColumn(name = "parent")
    Order parent;

    @ManyToOne
    @JoinColumn(name = "line_order", referencedColumnName = "order_id")
    @JoinColumn(name = "line_number", referencedColumnName = "number")
    Line line;

    @ManyToOne
    @JoinColumn(name = "party")
    Party party;

    String note = "none";
    int version = 1;
    @OneToMany List<Line> lines;
    @Transient Thread worker;

    protected Order() {}
  }

  @Embeddable
  static class Address {
    private String street;
    private String city;

    String street() {
      return street;
    }

    String city() {
      return city;
    }
  }

  @Entity
  static class Customer {
    @Id int id;
    String name;
  }

  @Entity(name = "Order_Line")
  static class Line {
    @EmbeddedId LineKey key;
    String article;
  }

  @Embeddable
  static class LineKey {
    @Column(name = "order_id")
    long order;

    int number;
  }

  @Entity
  abstract static class Party {
    @Id Long id;
  }

  @Entity
  static class Company extends Party {}

  @Entity
  static class Odd {
    @Id Long id;

    Odd(Long id) {
      this.id = id;
    }
  }

  record Point(int x, int y) {}

  static class PointConverter implements AttributeConverter<Point, String> {
    @Override
    public String convertToDatabaseColumn(Point point) {
      return point.x() + "," + point.y();
    }

    @Override
    public Point convertToEntityAttribute(String column) {
      String[] parts = column.split(",", -1);
      return new Point(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }
  }

  @Entity
  static class Values {
    @Id int i;
    boolean flag;
    char letter;
    byte b;
    Short s;
    long l;
    Float f;
    double d;
    BigInteger big;
    UUID uuid;
    byte[] bytes;
    LocalDate date;
    LocalTime time;
    OffsetTime zoned;
    LocalDateTime plain;
    OffsetDateTime at;
    OffsetDateTime forever;
    LocalDateTime local;
    int[] numbers;
    List<String> texts;
    String document;

    @Column(columnDefinition = "jsonb")
    String quoted;

    Map<String, Long> map;

    @Convert(converter = PointConverter.class)
    Point converted;

    String text;
    String loud;
    @Enumerated State state;
  }
}
