package dev.carillon;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.carillon.change.Change;
import dev.carillon.postgres.CarillonDataSource;
import dev.carillon.postgres.Publisher;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The house's table of packages, as far as compiled classes show it: who uses whom, and what. */
@AnalyzeClasses(
    packages = "dev.carillon",
    importOptions = {ImportOption.DoNotIncludeTests.class, HouseTest.WithoutLauncher.class})
class HouseTest {

  private static final String ROOT = "dev.carillon.";

  /** The launcher is compiled among the tests' classes and is no part of the WAR. */
  static final class WithoutLauncher implements ImportOption {
    @Override
    public boolean includes(com.tngtech.archunit.core.importer.Location location) {
      return !location.contains("/dev/carillon/launcher/");
    }
  }

  @ArchTest static final ArchRule changeUsesNothingOfOurs = uses("change");
  @ArchTest static final ArchRule configUsesNothingOfOurs = uses("config");
  @ArchTest static final ArchRule postgresUsesWords = uses("postgres", "change", "config");
  @ArchTest static final ArchRule streamUsesWords = uses("stream", "change", "config");
  @ArchTest static final ArchRule sseUsesStream = uses("sse", "change", "stream", "config");

  @ArchTest
  static final ArchRule socketUsesStream = uses("websocket", "change", "stream", "config");

  @ArchTest static final ArchRule restUsesStream = uses("rest", "change", "stream", "config");
  @ArchTest static final ArchRule securityUsesWords = uses("security", "change", "config");
  @ArchTest static final ArchRule stockUsesWords = uses("stock", "change");

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
                      "stock")
                  .map(room -> ROOT + room)
                  .toArray(String[]::new))
          .because("a room is added to the house's table first, and there are no sub-packages");

  @ArchTest
  static final ArchRule nothingGoesInCircles =
      slices().matching("dev.carillon.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyPostgresSpeaksToPostgresql =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "postgres")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "liquibase..");

  @ArchTest
  static final ArchRule onlyConfigReadsTheConfiguration =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "config")
          .and()
          .doNotBelongToAnyOf(CarillonDataSource.class) // the container makes it by its name
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.microprofile.config..");

  @ArchTest
  static final ArchRule onlySseBroadcasts =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "sse")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(jakarta.ws.rs.sse.SseBroadcaster.class);

  @ArchTest
  static final ArchRule onlySseAndApplicationsHaveSinks =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "sse", ROOT + "stock") // a stream that ends may block
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.ws.rs.sse..");

  @ArchTest
  static final ArchRule onlyWebsocketHasSessions = only("websocket", "jakarta.websocket..");

  @ArchTest
  static final ArchRule onlyApplicationsHaveEntities = only("stock", "jakarta.persistence..");

  @ArchTest
  static final ArchRule onlyRestReportsHealth = only("rest", "org.eclipse.microprofile.health..");

  @ArchTest
  static final ArchRule onlyStreamAndApplicationsObserveChanges =
      noMethods()
          .that(observe(Change.class))
          .should()
          .beDeclaredInClassesThat(
              resideInAnyPackage(
                  ROOT + "change",
                  ROOT + "config",
                  ROOT + "postgres",
                  ROOT + "sse",
                  ROOT + "websocket",
                  ROOT + "rest",
                  ROOT + "security"))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onePlaceFires =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Publisher.class)
          .should()
          .callMethodWhere(
              describe(
                  "fires a CDI event",
                  call ->
                      call.getTargetOwner().isAssignableTo(Event.class)
                          && call.getName().startsWith("fire")));

  @ArchTest
  static final ArchRule nobodyFiresAsynchronously =
      noClasses()
          .should()
          .callMethodWhere(
              describe("fires out of order", call -> call.getName().equals("fireAsync")));

  @ArchTest
  static final ArchRule neighboursAreInjectedAsPorts =
      fields()
          .that()
          .areAnnotatedWith(Inject.class)
          .and(are(ofAnotherRoom()))
          .should()
          .haveRawType(resideInAnyPackage(ROOT + "change", ROOT + "config"))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      noClasses()
          .should()
          .haveNameMatching(".*(Manager|Helper|Utils?|Impl|DTO|Dto|Handler)(\\$.*)?");

  @ArchTest
  static final ArchRule nothingIsNullUnlessItSaysSo =
      classes()
          .should(
              com.tngtech.archunit.lang.conditions.ArchConditions.be(
                  describe(
                      "in a package that is @NullMarked",
                      type -> type.getPackage().isAnnotatedWith(NullMarked.class))));

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses()
          .should()
          .callMethodWhere(
              describe(
                  "sleeps",
                  call ->
                      call.getTargetOwner().isEquivalentTo(Thread.class)
                          && call.getName().equals("sleep")));

  @ArchTest
  static final ArchRule nobodyPrints =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace");

  @ArchTest
  static final ArchRule staticStateIsFinal = fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule observersAreNotPublic =
      methods().that(observe(Object.class)).should().notBePublic();

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

  /** Nobody but this room uses these types. */
  private static ArchRule only(String room, String types) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + room)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(types);
  }

  private static DescribedPredicate<JavaMethod> observe(Class<?> event) {
    return describe(
        "observe " + event.getSimpleName(),
        method ->
            method.getParameters().stream()
                .filter(parameter -> parameter.isAnnotatedWith(Observes.class))
                .map(JavaParameter::getRawType)
                .anyMatch(type -> type.isAssignableTo(event)));
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
