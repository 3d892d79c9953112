package dev.carillon.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.change.Change;
import dev.carillon.change.Channels;
import dev.carillon.change.EntityChange;
import dev.carillon.change.Examination;
import dev.carillon.change.Finding;
import dev.carillon.change.ListenerStatus;
import dev.carillon.change.Notification;
import dev.carillon.change.Observers;
import dev.carillon.change.Observers.Failing;
import dev.carillon.change.Operation;
import dev.carillon.change.Row;
import dev.carillon.change.UnreadableEntityException;
import dev.carillon.stock.StockPrice;
import dev.carillon.stock.StockPrices;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an application's observer is told, in the server itself. */
@ExtendWith(ArquillianExtension.class)
public class ObserverIT {

  @Inject private Witness witness;
  @Inject private StockPrices stock;
  @Inject private Channels channels;
  @Inject private ListenerStatus listener;
  @Inject private Timers timers;
  @Inject private Observers observers;
  @Inject private Examination doctor;
  @Resource private UserTransaction transaction;

  @Resource(lookup = "java:app/jdbc/carillon")
  private DataSource database;

  @Deployment
  public static WebArchive carillon() {
    return Deployments.carillonWith(
            Witness.class,
            Misfit.class,
            Parcel.class,
            PublisherLog.class,
            Bookkeeper.class,
            Bookkeeper.Desk.class,
            Booking.class,
            TimedInvoicing.class,
            Invoicing.class,
            Purchase.class,
            Invoice.class,
            Timers.class,
            Readme.class,
            Sql.class)
        .addAsResource(new File("README.md"), "README.md")
        .addAsResource(
            new StringAsset("carillon.watch.apply=true"),
            "META-INF/microprofile-config.properties");
  }

  @BeforeEach
  void listening() {
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> listener.state() == ListenerStatus.State.LISTENING);
  }

  @Test
  void isToldOfAnInsertByJpaAfterItsCommit() throws Exception {
    int before = witness.prices().size();
    transaction.begin();
    long id = stock.add("ACME", new BigDecimal("102.25")).getId();
    new Sql(database)
        .run(
            "NOTIFY demo_unheard"); // a round trip on the same transaction: it is not committed yet
    assertThat(witness.prices()).hasSize(before);
    transaction.commit();
    await().until(() -> witness.prices().size() == before + 1);
    Change change = witness.prices().get(before);
    assertThat(change.op()).isEqualTo(Operation.INSERT);
    assertThat(change.key()).isEqualTo(new Row("{\"id\":" + id + "}"));
    assertThat(change.oldRow()).isNull();
    assertThat(change.txEnd()).isTrue();
    assertThat(String.valueOf(change.row())).contains("\"symbol\":\"ACME\",\"price\":102.25");
  }

  @Test
  void isToldInOrderAndOnce() {
    int before = witness.prices().size();
    List<String> keys =
        IntStream.range(0, 100)
            .mapToObj(i -> "{\"id\":" + stock.add("ORDER", BigDecimal.ONE).getId() + "}")
            .toList();
    await().until(() -> witness.prices().size() >= before + 100);
    List<Change> told = witness.prices().subList(before, witness.prices().size());
    assertThat(told).extracting(change -> String.valueOf(change.key())).isEqualTo(keys);
    assertThat(told.get(99).position().n() - told.get(0).position().n()).isEqualTo(99);
  }

  @Test
  void isToldTheOldAndTheNewRow() throws SQLException {
    long id = stock.add("CHANGING", new BigDecimal("1.00")).getId();
    await().until(() -> witness.symbols().contains("CHANGING"));
    int before = witness.prices().size();
    new Sql(database)
        .run(
            "UPDATE stock_price SET price = 2.50 WHERE id = " + id,
            "DELETE FROM stock_price WHERE id = " + id);
    await().until(() -> witness.prices().size() == before + 2);
    Change update = witness.only(Operation.UPDATE, id);
    assertThat(update.changed()).containsExactly("price");
    assertThat(String.valueOf(update.oldRow())).contains("\"price\":1.00");
    assertThat(String.valueOf(update.newRow())).contains("\"price\":2.50");
    Change delete = witness.only(Operation.DELETE, id);
    assertThat(delete.oldRow()).isEqualTo(update.newRow());
  }

  @Test
  void isToldNothingOfARollback() throws Exception {
    transaction.begin();
    stock.add("NEVER", BigDecimal.ONE);
    transaction.rollback();
    stock.add("AFTER", BigDecimal.ONE);
    await().until(() -> witness.symbols().contains("AFTER"));
    assertThat(witness.symbols()).doesNotContain("NEVER");
  }

  @Test
  void keepsNothingFromOthersWhenItFailsWhichIsCountedAndLoggedOnce() {
    try (PublisherLog log = new PublisherLog()) {
      int before = witness.later().size();
      stock.add(Witness.FAILING, BigDecimal.ONE);
      stock.add(Witness.FAILING, BigDecimal.ONE);
      await().until(() -> witness.later().size() == before + 2);
      String name = Witness.class.getName() + ".price";
      Failing failing = failing(name);
      assertThat(failing.now()).isEqualTo(IllegalStateException.class.getName());
      assertThat(doctor.examine().findings())
          .anyMatch(f -> f.id().equals("observer-failing") && f.subject().equals(name));
      stock.add("THEN", BigDecimal.ONE);
      await().until(() -> witness.later().size() == before + 3);
      assertThat(witness.symbols()).endsWith(Witness.FAILING, Witness.FAILING, "THEN");
      assertThat(failing(name)).isEqualTo(new Failing(name, failing.failures(), null));
      assertThat(log.of(name)).singleElement().asString().contains("on purpose");
    }
  }

  @Test
  void isToldTheOldAndTheNewEntity() throws SQLException {
    long id = stock.add("ENTITY", new BigDecimal("1.00")).getId();
    new Sql(database).run("UPDATE stock_price SET price = 2.50 WHERE id = " + id);
    await().until(() -> entities(id).size() == 2);
    EntityChange<StockPrice> update = entities(id).get(1);
    assertThat(entities(id).get(0).oldEntity()).isNull();
    assertThat(update.op()).isEqualTo(Operation.UPDATE);
    assertThat(update.oldEntity().getPrice()).isEqualTo(new BigDecimal("1.00"));
    assertThat(update.newEntity().getPrice()).isEqualTo(new BigDecimal("2.50"));
    assertThat(update.newEntity().getCreatedAt()).isEqualTo(stock.find(id).getCreatedAt());
  }

  @Test
  void isToldOfATableThatItsEntityHasWatched() throws SQLException {
    assertThat(ofParcels()).containsExactly("watched-table-missing");
    new Sql(database)
        .run(
            "CREATE TABLE parcel (id int PRIMARY KEY, label text, secret text)",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE application_name = 'carillon-listener'");
    await().atMost(30, TimeUnit.SECONDS).until(() -> ofParcels().isEmpty());
    new Sql(database)
        .run(
            "INSERT INTO parcel VALUES (6, 'other', 'x'), (7, 'books', 'x')", "DELETE FROM parcel");
    await().until(() -> witness.parcels().size() == 2);
    assertThat(witness.parcels())
        .extracting(EntityChange::op)
        .containsExactly(Operation.INSERT, Operation.DELETE);
    Parcel parcel = witness.parcels().get(1).oldEntity();
    assertThat(parcel.getLabel()).isEqualTo("books");
    assertThat(parcel.getSecret()).as("redacted").isNull();
  }

  @Test
  void isNotToldOfWhatCannotBeReadWhichIsCounted() {
    String name = Witness.class.getName() + ".misfit";
    stock.add("MISFIT", BigDecimal.ONE);
    await().until(() -> witness.symbols().contains("MISFIT"));
    await().until(() -> observers.failed().stream().anyMatch(f -> f.observer().equals(name)));
    assertThat(failing(name).now()).isEqualTo(UnreadableEntityException.class.getName());
  }

  @Test
  void isToldOfATopicThatATemplateMakes() throws SQLException {
    new Sql(database)
        .run(
            "INSERT INTO message (sender, channel, content) SELECT min(id), 'other', 'hi' FROM appuser",
            "INSERT INTO message (sender, channel, content) SELECT min(id), 'java', 'hello' FROM appuser");
    await().until(() -> witness.messages().size() == 1);
    Change message = witness.messages().get(0);
    assertThat(message.topic()).isEqualTo("chat/java");
    assertThat(String.valueOf(message.row())).contains("\"content\":\"hello\"");
  }

  @Test
  void isToldOfNotificationsOnItsChannel() throws Exception {
    channels.listen("demo").toCompletableFuture().get(5, TimeUnit.SECONDS);
    int before = witness.notifications().size();
    new Sql(database).run("NOTIFY demo, 'Hello'", "NOTIFY demo");
    await().until(() -> witness.notifications().size() == before + 2);
    assertThat(witness.notifications()).extracting(Notification::payload).endsWith("Hello", "");
    assertThat(witness.notifications()).allMatch(n -> n.channel().equals("demo") && n.pid() > 0);
  }

  @Test
  void isToldByTheListenersOwnThread() {
    stock.add("THREAD", BigDecimal.ONE);
    await().until(() -> witness.symbols().contains("THREAD"));
    assertThat(witness.threads()).containsOnly("carillon-listener");
  }

  @Test
  void doesByJpaWhatItIsToldOnceAndInOrderHoweverOftenItFails() throws SQLException {
    Sql sql = new Sql(database);
    sql.run(Booking.TABLE);
    for (int i = 0; i < 60; i++) {
      stock.add("BOOK" + i, BigDecimal.ONE);
    }
    String wrong =
        "SELECT count(*) FROM (SELECT row_number() OVER (ORDER BY id) AS r, price FROM booking WHERE by = '%1$s') b"
            + " FULL JOIN (SELECT row_number() OVER (ORDER BY id) AS r, id FROM stock_price WHERE symbol LIKE 'BOOK%%') p USING (r)"
            + " WHERE b.price IS DISTINCT FROM p.id";
    for (String by : List.of("bookkeeper", "checker")) {
      await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> sql.number("SELECT count(*) FROM booking WHERE by = '" + by + "'") >= 60);
      assertThat(sql.number(wrong.formatted(by))).isZero();
    }
  }

  @Test
  void givesUpWhatItCannotDo() throws SQLException {
    Sql sql = new Sql(database);
    sql.run(Booking.TABLE);
    stock.add(Bookkeeper.REFUSED, BigDecimal.ONE);
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(
            () ->
                sql.number(
                        "SELECT count(*) FROM carillon.dead_letter WHERE observer = 'checker'"
                            + " AND error LIKE '%refused on purpose%' AND tries = 2")
                    == 1);
  }

  @Test
  void doesWhatATimerDidWithoutAGap() throws Exception {
    Sql sql = new Sql(database);
    sql.run(
        "CREATE TABLE IF NOT EXISTS purchase (id bigint PRIMARY KEY, total numeric(9, 2), billed boolean NOT NULL DEFAULT false)",
        "CREATE TABLE IF NOT EXISTS invoice (id bigint PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, purchase bigint, total numeric(9, 2))",
        "INSERT INTO purchase VALUES (1, 1.50), (2, 2.50)");
    String billed = "SELECT coalesce(sum(total) * 100 + count(*), 0)::bigint FROM invoice";
    await().atMost(30, TimeUnit.SECONDS).until(() -> sql.number(billed) == 402);
    timers.end();
    sql.run("INSERT INTO purchase VALUES (3, 3.50)");

    String migration = readme().code("sql").get(0);
    transaction.begin();
    sql.run(migration);
    transaction.commit();
    sql.run("INSERT INTO purchase VALUES (4, 4.50), (5, 5.50)");

    await().atMost(30, TimeUnit.SECONDS).until(() -> sql.number(billed) == 1755);
    assertThat(sql.number("SELECT count(DISTINCT purchase) FROM invoice")).isEqualTo(5);
  }

  private static Readme readme() throws IOException {
    try (InputStream file = ObserverIT.class.getResourceAsStream("/README.md")) {
      return Readme.section(new String(file.readAllBytes(), StandardCharsets.UTF_8), Readme.TIMERS);
    }
  }

  private List<String> ofParcels() {
    return doctor.examine().findings().stream()
        .filter(finding -> finding.subject().equals(Parcel.class.getName()))
        .map(Finding::id)
        .toList();
  }

  private Failing failing(String name) {
    return observers.failed().stream()
        .filter(f -> f.observer().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<EntityChange<StockPrice>> entities(long id) {
    return witness.entities().stream().filter(c -> c.entity().getId() == id).toList();
  }
}
