package dev.carillon.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Change;
import dev.carillon.change.Operation;
import dev.carillon.change.Position;
import dev.carillon.change.Row;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class LatestPricesTest {
  private final SortedMap<String, StockPrice> latest =
      LatestPrices.bySymbol(List.of(price(4, "ACME", "1.00"), price(6, "CRN", "2.50")));

  @Test
  void takesAPriceWithAHigherIdAndANewSymbol() {
    assertThat(follows(Operation.INSERT, null, row(7, "ACME", "1.25"))).isTrue();
    assertThat(follows(Operation.INSERT, null, row(8, "NEW", "3.00"))).isTrue();
    assertThat(told()).containsExactly("7 ACME 1.25", "6 CRN 2.50", "8 NEW 3.00");
  }

  @Test
  void leavesThemWhereAnOlderOneCommitsLateOrIsToldAgain() {
    assertThat(follows(Operation.INSERT, null, row(5, "CRN", "9.00"))).isTrue();
    assertThat(follows(Operation.INSERT, null, row(4, "ACME", "1.00"))).isTrue();
    assertThat(told()).containsExactly("4 ACME 1.00", "6 CRN 2.50");
  }

  @Test
  void mindsNoOlderOneThatIsDeletedOrChanged() {
    assertThat(follows(Operation.DELETE, row(2, "ACME", "8.00"), null)).isTrue();
    assertThat(follows(Operation.UPDATE, row(3, "CRN", "8.00"), row(3, "CRN", "8.50"))).isTrue();
    assertThat(told()).containsExactly("4 ACME 1.00", "6 CRN 2.50");
  }

  @Test
  void doesNotKnowWhichIsTheLatestWithoutTheOneThatWas() {
    assertThat(follows(Operation.DELETE, row(4, "ACME", "1.00"), null)).isFalse();
    assertThat(follows(Operation.UPDATE, row(6, "CRN", "2.50"), row(6, "NEW", "2.50"))).isFalse();
    assertThat(follows(Operation.TRUNCATE, null, null)).isFalse();
  }

  private List<String> told() {
    return latest.values().stream()
        .map(price -> price.getId() + " " + price.getSymbol() + " " + price.getPrice())
        .toList();
  }

  private boolean follows(Operation op, @Nullable Row before, @Nullable Row after) {
    return LatestPrices.follows(
        latest,
        new Change(
            new Position(1, 1),
            "stock_price",
            null,
            "public.stock_price",
            op,
            null,
            before,
            after,
            List.of(),
            "700",
            true,
            Instant.EPOCH));
  }

  private static StockPrice price(long id, String symbol, String price) {
    return LatestPrices.PRICES.entity(row(id, symbol, price));
  }

  private static Row row(long id, String symbol, String price) {
    return new Row(
        "{\"id\":%d,\"symbol\":\"%s\",\"price\":%s,\"created_at\":\"2026-11-21T09:30:00.123456+00:00\"}"
            .formatted(id, symbol, price));
  }
}
