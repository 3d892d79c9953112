package dev.carillon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What tests of applications expect, and what they are told if it does not come. */
class ExpectationTest {
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String INSERT =
      """
      {"position":"1.1","topic":"orders","table":"public.orders","op":"insert","key":{"id":7},"old":null,\
      "new":{"id":7,"item":"a \\"b\\" \\u00e4","price":10.00,"tags":["x",{"y":"}"}],"note":null},"changed":[],"tx":"1","txEnd":true}""";
  private static final String DELETE =
      """
      {"position":"1.2","topic":"orders","op":"delete","key":{"id":7},"old":{"id":7,"price":10.00},"new":null}""";

  private final Arrivals arrivals = new Arrivals();

  @Test
  void isMetByWhatIsAlikeInEverything() {
    arrivals.add("", DELETE);
    arrivals.add("", INSERT);

    SeenChange change =
        orders()
            .insert()
            .key("id", 7)
            .where("price", "10.00")
            .where("item", "a \"b\" ä")
            .within(AT_ONCE);

    assertThat(change.position()).isEqualTo("1.1");
    assertThat(change.newRow()).containsEntry("tags", "[\"x\",{\"y\":\"}\"}]");
    assertThat(change.newRow()).containsEntry("note", "null");
    orders().delete().was("price", "10.00").where("price", "10.00").within(AT_ONCE);
  }

  @Test
  void isMetByOneChangeOnce() {
    arrivals.add("", INSERT);
    orders().within(AT_ONCE);

    assertThatThrownBy(() -> orders().within(AT_ONCE))
        .isInstanceOf(AssertionError.class)
        .hasMessage("Expected orders within PT0S, but nothing came");
  }

  @Test
  void waitsForWhatIsYetToCome() {
    Thread server = new Thread(() -> arrivals.add("", INSERT));
    server.start();

    orders().insert().within(SOON);
  }

  @Test
  void saysWhatCameInstead() {
    arrivals.add("", INSERT);

    assertThatThrownBy(() -> orders().insert().where("price", "10.0").within(AT_ONCE))
        .hasMessage(
            "Expected orders insert price=10.0 within PT0S, but came instead:%n  %s"
                .formatted(INSERT));
  }

  @Test
  void saysThatTheStreamEnded() {
    arrivals.finish("the server ended the stream");
    arrivals.finish("the stream broke off");

    assertThatThrownBy(() -> orders().within(SOON))
        .hasMessageContaining("nothing came%n  the server ended the stream".formatted());
    assertThatThrownBy(() -> orders().notWithin(SOON))
        .hasMessageContaining("the server ended the stream");
  }

  @Test
  void isBrokenByWhatShouldNotCome() {
    arrivals.add("", INSERT);
    orders().delete().notWithin(AT_ONCE);

    assertThatThrownBy(() -> orders().notWithin(SOON))
        .hasMessage("Expected no orders within PT20S, but came " + INSERT);
  }

  private Expectation orders() {
    return Expectation.of(arrivals, "orders");
  }
}
