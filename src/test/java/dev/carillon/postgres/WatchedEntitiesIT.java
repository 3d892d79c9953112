package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.carillon.TestDatabase;
import dev.carillon.change.EntityTable;
import dev.carillon.change.Finding;
import dev.carillon.change.Finding.Level;
import dev.carillon.change.Watched;
import dev.carillon.change.WatchedTable;
import jakarta.persistence.Entity;
import java.lang.annotation.Annotation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entities that say how they are watched, against the database. */
@Timeout(120)
class WatchedEntitiesIT {
  private static final TestDatabase DATABASE = TestDatabase.migrated();
  private static final String WATCHES =
      "SELECT count(*) FROM carillon.watches WHERE table_name = 'public.parcel' AND ended IS NULL";
  private static Sql sql;

  @BeforeAll
  static void connect() throws SQLException {
    sql = new Sql(DATABASE);
  }

  @AfterAll
  static void disconnect() throws SQLException {
    sql.close();
  }

  @BeforeEach
  void table() throws SQLException {
    sql.run(
        "DROP TABLE IF EXISTS parcel",
        "UPDATE carillon.watches SET ended = now() WHERE table_name = 'public.parcel'",
        "CREATE TABLE parcel (id int PRIMARY KEY, weight int, secret text)");
  }

  @Test
  void demoEntitiesSayExactlyHowTheirTablesAreWatched() throws SQLException {
    Class<?>[] said = classesWith(Watched.class).toArray(Class<?>[]::new);
    assertThat(look(applier(said)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.OK);
              assertThat(finding.found()).isEqualTo(said.length + ", all as the entities say");
            });
    List<String> watched =
        new WatchCatalog(DATABASE.dataSource()).tables().stream().map(WatchedTable::name).toList();
    assertThat(Arrays.stream(said).map(WatchedEntitiesIT::table))
        .as("no watched table has an entity that does not say so")
        .containsAll(
            classesWith(Entity.class)
                .map(WatchedEntitiesIT::table)
                .filter(watched::contains)
                .toList());
  }

  @Test
  void aTableThatIsNotWatchedIsAFindingWithTheChangesetToAdd() throws SQLException {
    Finding finding = only(applier(Parcels.Parcel.class));
    assertThat(finding.id()).isEqualTo("watched-missing");
    assertThat(finding.level()).isEqualTo(Level.WARNING);
    assertThat(finding.subject()).isEqualTo(Parcels.Parcel.class.getName());
    assertThat(finding.found()).isEqualTo("public.parcel is not watched");
    assertThat(finding.cure())
        .isEqualTo(
            """
            --changeset carillon:watch-parcel
            SELECT carillon.watch('public.parcel', topic => 'parcel/{id}', redact => ARRAY['secret'], ops => ARRAY['insert', 'update']);
            --rollback SELECT carillon.unwatch('public.parcel');""");
    sql.run(finding.cure());
    assertThat(only(applier(Parcels.Parcel.class)).level()).isEqualTo(Level.OK);
  }

  @Test
  void aTableThatIsWatchedOtherwiseIsAFindingAndWorseWhereItTellsWhatIsToBeHidden()
      throws SQLException {
    sql.run("SELECT carillon.watch('parcel', columns => '{id,weight}')");
    assertThat(only(applier(Parcels.Light.class)).level()).isEqualTo(Level.OK);
    assertThat(only(applier(Parcels.Parcel.class)).level()).isEqualTo(Level.WARNING);
    sql.run("SELECT carillon.watch('parcel', topic => 'parcel/{id}')");
    Finding finding = only(applier(Parcels.Parcel.class));
    assertThat(finding.id()).isEqualTo("watched-otherwise");
    assertThat(finding.level()).isEqualTo(Level.ERROR);
    assertThat(finding.meaning()).endsWith("wants hidden: secret");
    assertThat(finding.cure())
        .matches("(?s)--changeset carillon:watch-parcel-after-[0-9]+\nSELECT .*")
        .endsWith("--rollback SELECT carillon.watch('public.parcel', topic => 'parcel/{id}');");
    sql.run(finding.cure());
    assertThat(only(applier(Parcels.Parcel.class)).level()).isEqualTo(Level.OK);
  }

  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Mistaken   | watched-wrongly       | ERROR   | redact names the column sekret, which public.parcel has not; it has id, weight, secret
          Impossible | watched-wrongly       | ERROR   | ops must be of insert, update, delete and truncate, but has ddl
          NoEntity   | watched-wrongly       | ERROR   | dev.carillon.postgres.Parcels$NoEntity must be a JPA entity, but has no @Entity
          Nowhere    | watched-table-missing | WARNING | there is no table public.nowhere
          """)
  @ParameterizedTest
  void aDeclarationThatCannotBeMadeIsAFinding(String entity, String id, Level level, String found)
      throws Exception {
    WatchApplier applier = applier("true", Class.forName(Parcels.class.getName() + "$" + entity));
    applier.apply();
    Finding finding = only(applier);
    assertThat(finding.subject()).endsWith(entity);
    assertThat(List.of(finding.id(), finding.level(), finding.found()))
        .containsExactly(id, level, found);
    assertThat(sql.number(WATCHES)).isZero();
  }

  @Test
  void twoEntitiesOfOneTableCannotBothSayHowItIsWatched() throws SQLException {
    List<Finding> findings = look(applier(Parcels.Light.class, Parcels.Parcel.class));
    assertThat(findings).extracting(Finding::id).contains("watched-wrongly");
    assertThat(findings.toString())
        .contains("Parcels$Light says already how public.parcel is watched");
  }

  @Test
  void nothingIsAlteredUnlessTheSettingSaysSo() throws SQLException {
    applier("false", Parcels.Parcel.class).apply();
    assertThat(sql.number(WATCHES)).isZero();
    WatchApplier applier = applier("true", Parcels.Parcel.class);
    applier.apply();
    assertThat(sql.number(WATCHES)).isEqualTo(1);
    assertThat(only(applier).level()).isEqualTo(Level.OK);
  }

  @Test
  void nodesThatStartTogetherDeclareItOnce() throws SQLException {
    String all = "SELECT count(*) FROM carillon.watches WHERE table_name = 'public.parcel'";
    String newest = "SELECT max(oid::bigint) FROM pg_trigger WHERE tgrelid = 'parcel'::regclass";
    long before = sql.number(all);
    CompletableFuture.allOf(
            Stream.generate(() -> applier("true", Parcels.Parcel.class))
                .limit(6)
                .map(node -> CompletableFuture.runAsync(node::apply))
                .toArray(CompletableFuture<?>[]::new))
        .join();
    assertThat(sql.number(all)).isEqualTo(before + 1);
    long trigger = sql.number(newest);
    applier("true", Parcels.Parcel.class).apply();
    assertThat(sql.number(newest)).as("as it was: nothing is made anew").isEqualTo(trigger);
  }

  @Test
  void aTableThatIsInUseIsLeftAloneWhichTheDoctorTells() throws SQLException {
    WatchApplier applier = applier("true", Parcels.Parcel.class);
    try (Sql writer = new Sql(DATABASE)) {
      writer.run("BEGIN", "INSERT INTO parcel VALUES (1)");
      applier.apply();
      assertThat(only(applier).found())
          .startsWith("public.parcel is not watched, and carillon.watch.apply could not")
          .contains("lock timeout");
      writer.run("ROLLBACK");
    }
    applier.apply();
    assertThat(only(applier).level()).isEqualTo(Level.OK);
  }

  private static WatchApplier applier(Class<?>... entities) {
    return applier("false", entities);
  }

  private static WatchApplier applier(String apply, Class<?>... entities) {
    WatchedEntities declared = new WatchedEntities();
    Arrays.stream(entities).forEach(declared::add);
    return new WatchApplier(TestNode.settings(DATABASE, "carillon.watch.apply", apply), declared);
  }

  private static Finding only(WatchApplier applier) throws SQLException {
    List<Finding> findings = look(applier);
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  private static List<Finding> look(WatchApplier applier) throws SQLException {
    try (Connection connection = DATABASE.connect()) {
      Chart chart = new Chart(connection, true);
      new WatchedCheck(applier).look(chart);
      return chart.findings();
    }
  }

  private static Stream<Class<?>> classesWith(Class<? extends Annotation> annotation) {
    return new ClassFileImporter()
        .withImportOption(new DoNotIncludeTests()).importPackages("dev.carillon").stream()
            .filter(type -> type.isAnnotatedWith(annotation))
            .map(type -> (Class<?>) type.reflect());
  }

  private static String table(Class<?> entity) {
    return EntityTable.of(entity).toString();
  }
}
