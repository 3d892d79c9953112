package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.change.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

  private static final Set<String> KNOWN = Set.of("topic", "format", "limit");

  @Test
  void givesWhatWasSent() {
    Parameters parameters = parameters(Map.of("topic", new String[] {"a", "b"}));
    assertThat(parameters.all("topic")).containsExactly("a", "b");
    assertThat(parameters.first("topic")).isEqualTo("a");
    assertThat(parameters.all("format")).isEmpty();
    assertThat(parameters.first("format")).isNull();
  }

  @Test
  void refusesAMisspeltOne() {
    assertThatThrownBy(() -> parameters(Map.of("topics", new String[] {"a"})))
        .isInstanceOf(ProblemException.class)
        .hasMessage("There is no parameter \"topics\"; there are format, limit, topic");
  }

  @Test
  void readsYesAndNo() {
    assertThat(parameters(Map.of()).isTrue("limit")).isFalse();
    assertThat(parameters(Map.of("limit", new String[] {"true"})).isTrue("limit")).isTrue();
    assertThat(parameters(Map.of("limit", new String[] {"false"})).isTrue("limit")).isFalse();
    assertThatThrownBy(() -> parameters(Map.of("limit", new String[] {"yes"})).isTrue("limit"))
        .hasMessage("limit must be one of false, true, but is \"yes\"");
  }

  @Test
  void letsOneChoose() {
    List<String> formats = List.of("change", "row");
    assertThat(parameters(Map.of()).choice("format", formats)).isEqualTo("change");
    assertThat(parameters(Map.of("format", new String[] {"row"})).choice("format", formats))
        .isEqualTo("row");
    assertThatThrownBy(
            () -> parameters(Map.of("format", new String[] {"xml"})).choice("format", formats))
        .hasMessage("format must be one of change, row, but is \"xml\"");
  }

  @Test
  void readsANumber() {
    assertThat(limit("1")).isEqualTo(1);
    assertThat(limit("1000")).isEqualTo(1000);
    assertThat(parameters(Map.of()).number("limit", 100, 1, 1000)).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1001", "-1", "ten", "1.0", "99999999999999999999", "١"})
  void refusesANumberOutOfBounds(String given) {
    assertThatThrownBy(() -> limit(given))
        .isInstanceOf(ProblemException.class)
        .hasMessage("limit must be between 1 and 1000, but is \"" + given + "\"");
  }

  private static int limit(String given) {
    return parameters(Map.of("limit", new String[] {given})).number("limit", 100, 1, 1000);
  }

  private static Parameters parameters(Map<String, String[]> values) {
    return new Parameters(values, KNOWN);
  }
}
