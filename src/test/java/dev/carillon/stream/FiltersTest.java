package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.change.ProblemException;
import dev.carillon.change.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {

  private final Filters filters = new Filters();

  @Test
  void compilesATextOnce() {
    Filter filter = filters.compile("a==1");
    assertThat(filters.compile("a==1")).isSameAs(filter);
    assertThat(filters.compile("a==2")).isNotSameAs(filter).isNotEqualTo(filter);
    assertThat(filter.text()).isEqualTo("a==1");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "\n"})
  void letsAllPassWithoutAFilter(String none) {
    assertThat(filters.compile(none)).isSameAs(Filter.ALL);
    assertThat(Filter.ALL.matches(new Row("{}"))).isTrue();
    assertThat(Filter.ALL.equalities()).isEmpty();
  }

  @Test
  void keepsThoseInUseAndForgetsTheRest() {
    Filter used = filters.compile("used==1");
    for (int i = 0; i < 1000; i++) {
      filters.compile("a=='" + i + "x".repeat(3000) + "'");
      assertThat(filters.compile("used==1")).isSameAs(used);
    }
    assertThat(filters.size()).isLessThan(90);
  }

  @Test
  void keepsThousandsOfUsualOnes() {
    Filter first = filters.compile("price=gt=100;symbol==ACME;id==0");
    for (int i = 1; i < 5000; i++) {
      filters.compile("price=gt=100;symbol==ACME;id==" + i);
    }
    assertThat(filters.compile("price=gt=100;symbol==ACME;id==0")).isSameAs(first);
  }

  @Test
  void keepsNothingThatIsWrong() {
    assertThatThrownBy(() -> filters.compile("a=")).isInstanceOf(ProblemException.class);
    assertThat(filters.size()).isZero();
  }

  @Test
  void makesEqualFiltersOfEqualTexts() {
    assertThat(filters.compile("a==1"))
        .isEqualTo(new Filters().compile("a==1"))
        .hasSameHashCodeAs(new Filters().compile("a==1"))
        .hasToString("a==1");
  }
}
