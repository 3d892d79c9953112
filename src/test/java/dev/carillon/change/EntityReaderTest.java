package dev.carillon.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.change.Orders.Address;
import dev.carillon.change.Orders.Line;
import dev.carillon.change.Orders.Order;
import dev.carillon.change.Orders.Party;
import dev.carillon.change.Orders.State;
import dev.carillon.change.Orders.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked // entities are as applications write them
class EntityReaderTest {
  private static final EntityReader<Order> ORDERS = EntityReader.of(Order.class);
  private static final EntityReader<Values> VALUES = EntityReader.of(Values.class);

  @Test
  void knowsTheTableByJpasRules() {
    assertThat(ORDERS.table()).isEqualTo("sales.Order");
    assertThat(VALUES.table()).isEqualTo("public.values");
    assertThat(EntityReader.of(Line.class).table()).isEqualTo("public.order_line");
  }

  @Test
  void makesTheOldAndTheNewRowEntities() {
    Row old = new Row("{\"id\":7,\"state\":0,\"TOTAL\":1.00}");
    Row now = new Row("{\"id\":7,\"state\":\"PAID\",\"TOTAL\":12345678901234567890.1234567890}");
    Change change = Samples.of("sales.Order", old, now);
    EntityChange<Order> read = ORDERS.read(change);
    assertThat(read.op()).isEqualTo(Operation.UPDATE);
    assertThat(read.position()).isEqualTo(change.position());
    assertThat(read.oldEntity().state).isEqualTo(State.NEW);
    assertThat(read.newEntity().state).isEqualTo(State.PAID);
    assertThat(read.newEntity().total).isEqualTo(new BigDecimal("12345678901234567890.1234567890"));
    assertThat(read.entity()).isSameAs(read.newEntity());
  }

  @Test
  void hasNoEntitiesWhereThereAreNoRows() {
    Row row = new Row("{\"id\":7}");
    assertThat(ORDERS.read(Samples.of("sales.Order", row, null)).newEntity()).isNull();
    assertThat(ORDERS.read(Samples.of("sales.Order", row, null)).entity().getId()).isEqualTo(7);
    Change ddl = Samples.ddl("sales.Order", new Row("{\"command\":\"ALTER TABLE\"}"));
    assertThat(ORDERS.read(ddl).entity()).isNull();
  }

  @Test
  void readsWhatSuperclassesAndEmbeddablesAndForeignKeysTell() {
    Order order =
        ORDERS.entity(
            new Row(
                "{\"id\":7,\"changedat\":\"2026-11-21T09:30:00.123456+00:00\",\"ship_street\":\"Elm\","
                    + "\"city\":\"Bonn\",\"customer_id\":3,\"parent\":6,\"line_order\":7,"
                    + "\"line_number\":2,\"party\":1,\"note\":null}"));
    assertThat(order.getId()).isEqualTo(7);
    assertThat(order.changedAt).isEqualTo(Instant.parse("2026-11-21T09:30:00.123456Z"));
    assertThat(order.address)
        .extracting(Address::street, Address::city)
        .containsExactly("Elm", "Bonn");
    assertThat(order.customer.id).isEqualTo(3);
    assertThat(order.customer.name).isNull();
    assertThat(order.parent.getId()).isEqualTo(6);
    assertThat(order.line.key.order).isEqualTo(7);
    assertThat(order.line.key.number).isEqualTo(2);
    assertThat(order.party).as("nobody knows which subclass").isNull();
    assertThat(order.note).isNull();
    assertThat(order.version).as("not told").isEqualTo(1);
    assertThat(order.lines).isNull();
  }

  @Test
  void leavesWhatIsNullNull() {
    Order order =
        ORDERS.entity(
            new Row("{\"id\":7,\"customer_id\":null,\"ship_street\":null,\"city\":null}"));
    assertThat(order.customer).isNull();
    assertThat(order.address).isNull();
  }

  @Test
  void readsEveryType() {
    Values values =
        VALUES.entity(
            new Row(
                "{\"flag\":true,\"letter\":\"x\",\"b\":-1,\"s\":300,\"i\":2147483647,\"l\":9223372036854775807,"
                    + "\"f\":1.5,\"d\":\"NaN\",\"big\":123456789012345678901234567890,"
                    + "\"uuid\":\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\",\"bytes\":\"\\\\x00ff\","
                    + "\"date\":\"2026-11-21\",\"time\":\"09:30:00.5\",\"zoned\":\"09:30:00+02\","
                    + "\"plain\":\"2026-11-21T09:30:00\",\"at\":\"2026-11-21T09:30:00+00:00\","
                    + "\"forever\":\"infinity\",\"local\":\"2026-11-21T09:30:00+00:00\","
                    + "\"numbers\":[1,2],\"texts\":[\"a\",\"b\"],\"document\":{\"a\":[1.10, \"x\"]},"
                    + "\"quoted\":\"text\",\"map\":{\"a\":1},\"converted\":\"3,4\",\"text\":\"say \\\"hi\\\"\"}"));
    assertThat(values.flag).isTrue();
    assertThat(values.letter).isEqualTo('x');
    assertThat(List.of(values.b, values.s, values.i, values.l))
        .containsExactly((byte) -1, (short) 300, Integer.MAX_VALUE, Long.MAX_VALUE);
    assertThat(values.f).isEqualTo(1.5f);
    assertThat(values.d).isNaN();
    assertThat(values.big).isEqualTo(new BigInteger("123456789012345678901234567890"));
    assertThat(values.uuid).isEqualTo(UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
    assertThat(values.bytes).containsExactly(0, 255);
    assertThat(values.date).isEqualTo(LocalDate.of(2026, 11, 21));
    assertThat(values.time).isEqualTo(LocalTime.of(9, 30, 0, 500_000_000));
    assertThat(values.zoned).isEqualTo(OffsetTime.parse("09:30+02:00"));
    assertThat(values.plain).isEqualTo(LocalDateTime.of(2026, 11, 21, 9, 30));
    assertThat(values.at).isEqualTo(OffsetDateTime.parse("2026-11-21T09:30Z"));
    assertThat(values.forever).isEqualTo(OffsetDateTime.MAX);
    assertThat(values.local.atZone(ZoneId.systemDefault()).toInstant())
        .isEqualTo(Instant.parse("2026-11-21T09:30:00Z"));
    assertThat(values.numbers).containsExactly(1, 2);
    assertThat(values.texts).containsExactly("a", "b");
    assertThat(values.document).isEqualTo("{\"a\":[1.10, \"x\"]}");
    assertThat(values.quoted).as("a json column's").isEqualTo("\"text\"");
    assertThat(values.map).isEqualTo(Map.of("a", 1L));
    assertThat(values.converted.x() + values.converted.y()).isEqualTo(7);
    assertThat(values.text).isEqualTo("say \"hi\"");
    assertThat(values.loud).isNull();
  }

  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"i":"secret"}       | Values.i can't be read from the column i: a string is no int
          {"i":null}           | Values.i can't be read from the column i: null is no int
          {"i":1.5}            | Values.i can't be read from the column i: a number is no int
          {"i":99999999999}    | Values.i can't be read from the column i: a number is no int
          {"flag":1}           | Values.flag can't be read from the column flag: a number is no boolean
          {"uuid":{"secret":1}}| Values.uuid can't be read from the column uuid: an object is no java.util.UUID
          {"date":"secret"}    | Values.date can't be read from the column date: a string is no java.time.LocalDate
          {"bytes":4711}       | Values.bytes can't be read from the column bytes: a number is no byte[]
          {"state":"secret"}   | Values.state can't be read from the column state: a string is no dev.carillon.change.Orders$State
          {"state":7}          | Values.state can't be read from the column state: a number is no dev.carillon.change.Orders$State
          {"texts":true}       | Values.texts can't be read from the column texts: a boolean is no java.util.List<java.lang.String>
          {"map":["secret"]}   | Values.map can't be read from the column map: an array is no java.util.Map
          {"converted":"secret"}| Values.converted can't be read from the column converted: a string is no dev.carillon.change.Orders$Point
          """)
  @ParameterizedTest
  void saysWhereAValueIsWrongAndNotTheValue(String row, String message) {
    assertThatThrownBy(() -> VALUES.entity(new Row(row)))
        .isInstanceOf(UnreadableEntityException.class)
        .hasNoCause()
        .hasMessageStartingWith("dev.carillon.change.Orders$" + message)
        .hasMessageNotContaining("secret");
  }

  @Test
  void refusesClassesWhoseRowsTellNoEntity() {
    assertRefused(String.class, "java.lang.String must be a JPA entity, but has no @Entity");
    assertRefused(Party.class, "Party must not be abstract");
    assertRefused(Orders.Company.class, "Company must not extend the entity");
    assertRefused(Orders.Odd.class, "Odd must have a constructor without parameters");
  }

  private static void assertRefused(Class<?> type, String message) {
    assertThatThrownBy(() -> EntityReader.of(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
