package dev.carillon;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.NullMarked;

/** The house's rules of style, as far as compiled classes show them. */
@AnalyzeClasses(packages = "dev.carillon", importOptions = DoNotIncludeTests.class)
class HabitTest {

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
      methods()
          .that(
              describe(
                  "observe something",
                  method ->
                      method.getParameters().stream()
                          .anyMatch(parameter -> parameter.isAnnotatedWith(Observes.class))))
          .should()
          .notBePublic();
}
