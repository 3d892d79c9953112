package dev.carillon;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.carillon.change.Change;
import dev.carillon.postgres.CarillonDataSource;
import dev.carillon.postgres.Publisher;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.util.Arrays;
import java.util.stream.Stream;

/** What one room alone uses, and how rooms meet: the house's table, its last column. */
@AnalyzeClasses(packages = "dev.carillon", importOptions = DoNotIncludeTests.class)
class AloneTest {

  private static final String ROOT = "dev.carillon.";

  @ArchTest
  static final ArchRule onlyPostgresSpeaksToPostgresql =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "postgres")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.postgresql..", "liquibase..");

  @ArchTest
  static final ArchRule onlyPostgresAndPlacesSpeakSql =
      noClasses()
          .that()
          // a place moves on the connection of the transaction in which a bean works
          .resideOutsideOfPackages(ROOT + "postgres", ROOT + "durable")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..");

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
  static final ArchRule onlyWebsocketHasSessions = only("jakarta.websocket..", "websocket");

  @ArchTest
  static final ArchRule onlyApplicationsHaveEntities =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              Stream.of("stock", "chat", "progress", "job", "digest", "audit")
                  .map(room -> ROOT + room)
                  .toArray(String[]::new))
          .and()
          .haveNameNotMatching( // what reads their annotations
              "dev.carillon.change.(Entity(Table|Fields|Member)|JoinedFields|ColumnValue.*)")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.persistence..");

  @ArchTest static final ArchRule onlyDigestMails = only("jakarta.mail..", "digest");

  @ArchTest
  static final ArchRule onlyRestReportsHealth = only("org.eclipse.microprofile.health..", "rest");

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
  static final ArchRule nobodyFiresButWhoTellsOfSockets =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(ROOT + "websocket.Vigil") // changes are none of its
          .should()
          .callMethodWhere(
              describe(
                  "fires a CDI event",
                  call ->
                      call.getTargetOwner().isAssignableTo(Event.class)
                          && call.getName().startsWith("fire")));

  @ArchTest
  static final ArchRule onlyPostgresAndDurableTellObservers =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "postgres", ROOT + "durable")
          .should()
          .callMethodWhere(
              describe(
                  "calls an observer method",
                  call ->
                      call.getTargetOwner().isAssignableTo(ObserverMethod.class)
                          && call.getName().equals("notify")));

  @ArchTest
  static final ArchRule onlyThePublisherTellsThem =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Publisher.class)
          .and()
          .doNotHaveSimpleName("EntityAudience") // which it calls
          .and()
          .doNotHaveSimpleName("Observer")
          .should()
          .callMethodWhere(
              describe(
                  "tells an observer",
                  call ->
                      call.getTargetOwner()
                              .getName()
                              .matches(ROOT + "postgres.(Observer|EntityAudience)")
                          && call.getName().equals("notify")));

  @ArchTest
  static final ArchRule nobodyFiresAsynchronously =
      noClasses()
          .should()
          .callMethodWhere(
              describe("fires out of order", call -> call.getName().equals("fireAsync")));

  /** Nobody but these rooms uses these types. */
  private static ArchRule only(String types, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(Arrays.stream(rooms).map(r -> ROOT + r).toArray(String[]::new))
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
}
