package dev.carillon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house's rules that only the source shows. */
class SourceTest {

  private static final Path MAIN = Path.of("src/main/java");
  private static final int MOST_LINES = 150;
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "^public (?:(?:final|abstract|sealed|non-sealed|static) )*(?:class|interface|@interface|enum|record) ");

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    for (Path folder : folders()) {
      assertThat(folder.resolve("package-info.java"))
          .content()
          .startsWith("/**")
          .contains("Start reading at", "@NullMarked")
          .containsPattern("(?i)use[sd]?");
    }
  }

  @Test
  void everyPublicTypeSaysWhatItIs() throws IOException {
    List<String> silent = new ArrayList<>();
    for (Path file : files()) {
      if (!isDocumented(Files.readAllLines(file))) {
        silent.add(file.toString());
      }
    }
    assertThat(silent).isEmpty();
  }

  @Test
  void noClassIsTooLong() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : files()) {
      int lines = Files.readAllLines(file).size();
      if (lines > MOST_LINES) {
        tooLong.add(file + " has " + lines + " lines");
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void nothingIsLeftToDo() throws IOException {
    for (Path file : files()) {
      assertThat(Files.readString(file))
          .as(file.toString())
          .doesNotContain("TODO", "FIXME", "XXX", "@author");
    }
  }

  /**
   * Whether the file's public type, if it has one, follows the end of a comment, annotations
   * between them aside.
   */
  private static boolean isDocumented(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (PUBLIC_TYPE.matcher(lines.get(i)).find()) {
        int above = i - 1;
        while (above > 0
            && !lines.get(above).isBlank()
            && !lines.get(above).strip().endsWith("*/")) {
          above--;
        }
        return lines.get(above).strip().endsWith("*/");
      }
    }
    return true;
  }

  private static List<Path> folders() throws IOException {
    return files().stream().map(Path::getParent).distinct().toList();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(MAIN)) {
      return all.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
