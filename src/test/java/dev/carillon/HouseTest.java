package dev.carillon;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The house's table of packages, as far as compiled classes show it: who uses whom, and what. */
@AnalyzeClasses(packages = "dev.carillon", importOptions = DoNotIncludeTests.class)
class HouseTest {

  private static final String ROOT = "dev.carillon.";

  @ArchTest static final ArchRule changeUsesNothingOfOurs = uses("change");
  @ArchTest static final ArchRule configUsesNothingOfOurs = uses("config");
  @ArchTest static final ArchRule postgresUsesWords = uses("postgres", "change", "config");
  @ArchTest static final ArchRule streamUsesWords = uses("stream", "change", "config");
  @ArchTest static final ArchRule sseUsesStream = uses("sse", "change", "stream", "config");

  @ArchTest
  static final ArchRule socketUsesStream = uses("websocket", "change", "stream", "config");

  @ArchTest static final ArchRule restUsesStream = uses("rest", "change", "stream", "config");
  @ArchTest static final ArchRule securityUsesWords = uses("security", "change", "config");
  @ArchTest static final ArchRule durableUsesWords = uses("durable", "change", "config");
  @ArchTest static final ArchRule stockUsesWords = uses("stock", "change");
  @ArchTest static final ArchRule chatUsesWords = uses("chat", "change");
  @ArchTest static final ArchRule progressUsesWords = uses("progress", "change");
  @ArchTest static final ArchRule jobUsesWords = uses("job", "change");
  @ArchTest static final ArchRule digestUsesWords = uses("digest", "change");
  @ArchTest static final ArchRule auditUsesWords = uses("audit", "change");

  @ArchTest
  static final ArchRule everyPackageIsInTheTable =
      classes()
          .should()
          .resideInAnyPackage(
              Stream.of(
                      "change",
                      "config",
                      "postgres",
                      "stream",
                      "sse",
                      "websocket",
                      "rest",
                      "security",
                      "durable",
                      "stock",
                      "chat",
                      "progress",
                      "job",
                      "digest",
                      "audit")
                  .map(room -> ROOT + room)
                  .toArray(String[]::new))
          .because("a room is added to the house's table first, and there are no sub-packages");

  @ArchTest
  static final ArchRule nothingGoesInCircles =
      slices().matching("dev.carillon.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule neighboursAreInjectedAsPorts =
      fields()
          .that()
          .areAnnotatedWith(Inject.class)
          .and(are(ofAnotherRoom()))
          .should()
          .haveRawType(resideInAnyPackage(ROOT + "change", ROOT + "config"))
          .allowEmptyShould(true);

  /** The room on the left uses only itself and these rooms. */
  private static ArchRule uses(String room, String... others) {
    List<String> allowed =
        Stream.concat(Stream.of(room), Arrays.stream(others)).map(r -> ROOT + r).toList();
    return noClasses()
        .that()
        .resideInAPackage(ROOT + room)
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + ".")
                .and(DescribedPredicate.not(resideInAnyPackage(allowed.toArray(String[]::new)))));
  }

  private static DescribedPredicate<JavaField> ofAnotherRoom() {
    return describe(
        "of another room",
        field -> {
          JavaClass type = field.getRawType();
          return type.getPackageName().startsWith(ROOT)
              && !type.getPackageName().equals(field.getOwner().getPackageName());
        });
  }
}
