package dev.carillon.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What another WAR gets of Carillon: all of the product, and nothing of its examples. */
class ClassesJarIT {
  private static final Set<String> APPLICATIONS =
      Set.of("stock", "chat", "progress", "job", "digest", "audit");
  private static final Pattern CHANGE = Pattern.compile("<include file=\"(changes/[^\"]+)\"[^>]*>");
  private static final Pattern IMPORT = Pattern.compile("(?:from |import\\()'\\./([^']+)'");
  private static final Pattern FILTER =
      Pattern.compile("(?s)<filter-name>(?:carillon-)?([\\w-]+)</filter-name>\\s*<filter-class>");
  private static final String FRAGMENT = "META-INF/web-fragment.xml";

  private static JarFile jar;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile("target/carillon-classes.jar");
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void hasAllRoomsButTheApplications() throws IOException {
    Set<String> rooms;
    try (Stream<Path> folders = Files.list(Path.of("src/main/java/dev/carillon"))) {
      rooms = folders.map(room -> room.getFileName().toString()).collect(Collectors.toSet());
    }
    rooms.removeAll(APPLICATIONS);

    assertThat(
            names("dev/carillon/[^/]+/[^/]+\\.class")
                .map(name -> Path.of(name).getName(2).toString())
                .collect(Collectors.toSet()))
        .isEqualTo(rooms);
    assertThat(jar.getEntry("META-INF/persistence.xml")).isNull();
  }

  @Test
  void hasTheChangesThatItsChangelogNames() throws IOException {
    List<String> named =
        CHANGE.matcher(text("carillon/changelog.xml")).results().map(m -> m.group(1)).toList();
    List<String> ours =
        CHANGE
            .matcher(Files.readString(Path.of("liquibase/changelog.xml")))
            .results()
            .filter(include -> !include.group().contains("context=\"applications\""))
            .map(include -> include.group(1))
            .toList();

    assertThat(named).isEqualTo(ours);
    assertThat(names("carillon/changes/.+").map(name -> name.substring("carillon/".length())))
        .containsExactlyInAnyOrderElementsOf(named);
  }

  @Test
  void declaresTheFiltersThatOurOwnWarDoes() throws IOException {
    String ours = Files.readString(Path.of("src/main/webapp/WEB-INF/web.xml"));

    assertThat(FILTER.matcher(text(FRAGMENT)).results().map(ClassesJarIT::first))
        .containsExactlyElementsOf(
            FILTER.matcher(ours).results().map(ClassesJarIT::first).toList());
  }

  @Test
  void servesTheBrowserAllThatItsClientImports() throws IOException {
    String resources = "META-INF/resources/";
    for (String module : names(resources + ".+\\.js").toList()) {
      IMPORT
          .matcher(text(module))
          .results()
          .forEach(
              used ->
                  assertThat(jar.getEntry(resources + used.group(1)))
                      .as(module + " imports " + used.group(1))
                      .isNotNull());
    }
    assertThat(jar.getEntry(resources + "carillon.js")).isNotNull();
  }

  private static Stream<String> names(String pattern) {
    return jar.stream()
        .filter(entry -> !entry.isDirectory())
        .map(ZipEntry::getName)
        .filter(name -> name.matches(pattern));
  }

  private static String text(String name) throws IOException {
    return new String(
        jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String first(MatchResult match) {
    return match.group(1);
  }
}
