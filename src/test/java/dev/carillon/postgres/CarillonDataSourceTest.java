package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarillonDataSourceTest {

  @AfterEach
  void forget() {
    System.clearProperty("carillon.jdbc.url");
  }

  @Test
  @SuppressWarnings("deprecation") // as the container does
  void keepsTheHostOfTheUrlWhateverTheContainerSays() {
    CarillonDataSource database = of("jdbc:postgresql://db.example.org:6000/sales");
    database.setServerName("localhost");
    assertThat(database.getUrl()).startsWith("jdbc:postgresql://db.example.org:6000/sales");
  }

  @Test
  void looksForThePrimaryAmongSeveralHosts() {
    assertThat(of("jdbc:postgresql://a,b:6000/sales?user=x,y").getTargetServerType())
        .isEqualTo("primary");
    assertThat(of("jdbc:postgresql://a,b/sales?targetServerType=any").getTargetServerType())
        .isEqualTo("any");
    assertThat(of("jdbc:postgresql://a/sales?user=x,y").getTargetServerType())
        .isNotEqualTo("primary");
  }

  private static CarillonDataSource of(String url) {
    System.setProperty("carillon.jdbc.url", url);
    return new CarillonDataSource();
  }
}
