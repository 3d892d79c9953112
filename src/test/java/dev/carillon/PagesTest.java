package dev.carillon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no compiler looks at, since the pages have no build step. */
class PagesTest {
  private static final Path PAGES = Path.of("src", "main", "webapp");

  /** Imports of modules, and what pages load. */
  private static final Pattern REFERENCE =
      Pattern.compile("(?:from|import\\()\\s*'(\\.[^']+)'|(?:src|href)=\"([^\":#?]+)\"");

  @Test
  void everyModuleAndPageThatIsNamedIsThere() throws IOException {
    List<String> missing = new ArrayList<>();
    List<Path> sources;
    try (Stream<Path> files = Files.walk(PAGES)) {
      sources = files.filter(file -> file.toString().matches(".*\\.(js|html)")).toList();
    }
    for (Path source : sources) {
      REFERENCE
          .matcher(Files.readString(source))
          .results()
          .map(PagesTest::named)
          .filter(name -> !name.startsWith("webjars/"))
          .filter(name -> !Files.exists(source.resolveSibling(name)))
          .forEach(name -> missing.add(PAGES.relativize(source) + " names " + name));
    }
    assertThat(sources).hasSizeGreaterThan(50);
    assertThat(missing).isEmpty();
  }

  @Test
  void theClientStaysAsSmallAsTheReadmeSays() throws IOException {
    assertThat(Files.size(PAGES.resolve("carillon.js"))).isLessThan(10_000);
  }

  private static String named(MatchResult reference) {
    return reference.group(1) == null ? reference.group(2) : reference.group(1);
  }
}
