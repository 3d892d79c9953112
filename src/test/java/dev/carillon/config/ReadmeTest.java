package dev.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The README's table of settings says what the code does. */
class ReadmeTest {

  private static final Path README = Path.of("README.md");

  @ParameterizedTest
  @EnumSource
  void tellsEachSettingItsDefaultAndItsMeaning(Setting setting) throws IOException {
    String preset = setting.defaultValue().isEmpty() ? "none" : "`" + setting.defaultValue() + "`";
    assertThat(rows())
        .contains("| `" + setting.key() + "` | " + preset + " | " + setting.meaning() + " |");
  }

  @Test
  void tellsNoSettingThatIsNone() throws IOException {
    List<String> keys = Stream.of(Setting.values()).map(Setting::key).toList();
    assertThat(rows()).map(row -> row.replaceAll("^\\| `([^`]+)`.*", "$1")).isSubsetOf(keys);
  }

  private static List<String> rows() throws IOException {
    try (Stream<String> lines = Files.lines(README)) {
      return lines.filter(line -> line.startsWith("| `carillon.")).toList();
    }
  }
}
