package dev.carillon.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's beans are those that {@link ObserverIT} runs in the server. */
class ReadmeCodeTest {

  @ParameterizedTest
  @ValueSource(strings = {"TimedInvoicing", "Invoicing"})
  void showsTheBeanThatIsRun(String bean) throws IOException {
    Path file = Path.of("src/test/java/dev/carillon/container", bean + ".java");
    String source = Files.readString(file);
    String declaration = source.substring(source.indexOf("\n@") + 1);
    assertThat(readme().code("java")).contains(declaration);
  }

  @Test
  void hasTheMigrationBetweenThem() throws IOException {
    List<String> migrations = readme().code("sql");
    assertThat(migrations).hasSize(1).first().asString().contains("carillon.watch('purchase')");
  }

  private static Readme readme() throws IOException {
    String all = Files.readString(Path.of("README.md"));
    return Readme.section(all, Readme.TIMERS);
  }
}
