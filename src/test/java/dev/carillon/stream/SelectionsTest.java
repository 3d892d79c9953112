package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.change.Operation;
import dev.carillon.change.ProblemException;
import dev.carillon.change.TopicSelector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionsTest {
  private static final TopicSelector PRICES = TopicSelector.parse("stock_price");
  private final OneTable catalog = new OneTable();
  private final Selections selections =
      new Selections(new Filters(), new Numerals(catalog), catalog);

  @Test
  void selectsEverythingWhereNothingIsSaid() {
    assertThat(read(Map.of())).isEqualTo(Selection.of(PRICES));
  }

  @Test
  void readsWhatIsSaid() {
    Selection selection =
        read(
            Map.of(
                "filter", "price=gt=100",
                "fields", "symbol, price",
                "ops", "insert,ddl",
                "policy", "latest",
                "numbers", "string"));
    assertThat(selection.filter().text()).isEqualTo("price=gt=100");
    assertThat(selection.view().fields()).containsExactly("symbol", "price");
    assertThat(selection.view().numerals()).isNotNull();
    assertThat(selection.ops())
        .containsExactlyInAnyOrder(Operation.SNAPSHOT, Operation.INSERT, Operation.DDL);
    assertThat(selection.policy()).isEqualTo(Policy.LATEST);
  }

  @Test
  void makesEqualSelectionsOfEqualWords() {
    Map<String, String> given = Map.of("filter", "price=gt=100", "fields", "price");
    assertThat(read(given)).isEqualTo(read(given)).hasSameHashCodeAs(read(given));
  }

  @ParameterizedTest
  @CsvSource({
    "filter, 'prize=gt=100', prize",
    "filter, 'price=gt=', column",
    "fields, 'price,colour', colour",
    "fields, 'price,,id', commas",
    "ops, 'insert,upsert', upsert",
    "ops, snapshot, snapshot",
    "policy, newest, every or latest",
    "numbers, text, number or string",
  })
  void refusesWhatItDoesNotKnowAndNamesIt(String name, String value, String named) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().status()).isEqualTo(400);
              assertThat(e.problem().detail()).contains(named);
            });
  }

  private Selection read(Map<String, String> given) {
    return selections.read(List.of(PRICES), given::get).get(0);
  }
}
