package dev.carillon.stock;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.StrictJson;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.math.BigDecimal;

/** A price as a client sends it, checked. */
record NewPrice(String symbol, BigDecimal price) {
  private static final BigDecimal HIGHEST = new BigDecimal("9999999999.99");

  /**
   * Reads {@code {"symbol":"ACME","price":102.25}}.
   *
   * @throws ProblemException 400 if it is no JSON object, 422 if a field breaks its rule
   */
  static NewPrice parse(String body) {
    JsonObject object = StrictJson.body(body, "{\"symbol\":\"ACME\",\"price\":102.25}");
    String symbol = object.get("symbol") instanceof JsonString string ? string.getString() : "";
    if (!symbol.matches("[A-Z0-9.-]{1,12}")) {
      throw invalid(
          "symbol must be 1 to 12 capital letters, digits, dots or hyphens, but is "
              + object.get("symbol"));
    }
    if (!(object.get("price") instanceof JsonNumber number)) {
      throw invalid("price must be a number, but is " + object.get("price"));
    }
    BigDecimal price = number.bigDecimalValue();
    if (price.signum() < 0
        || price.compareTo(HIGHEST) > 0
        || price.stripTrailingZeros().scale() > 2) {
      throw invalid(
          "price must be between 0 and " + HIGHEST + " with at most 2 decimals, but is " + number);
    }
    return new NewPrice(symbol, price);
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(Problem.unprocessable(detail));
  }
}
