package dev.carillon.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Resource;
import java.io.File;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.core.ConditionFactory;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A second Carillon in the same server, that comes and goes. */
@ExtendWith(ArquillianExtension.class)
public class UndeployIT {

  private static final File WAR = new File("target/carillon.war");

  @Resource(lookup = "java:app/jdbc/carillon")
  private DataSource database;

  @Deployment
  public static WebArchive carillon() {
    return Deployments.carillonWith(
        Server.class,
        Sql.class,
        Backends.class,
        Threads.class,
        Load.class,
        Visitor.class,
        EventVisitor.class,
        SocketVisitor.class);
  }

  /** Of a test that failed amid it; elsewhere there is nothing to undeploy. */
  @AfterEach
  void undeploySecond() throws Exception {
    if (backends().listeners() > 1) {
      Server.current().undeploy("second");
    }
  }

  @Test
  void stopsTheListenerWithinASecond() throws Exception {
    await().atMost(30, TimeUnit.SECONDS).until(() -> backends().listeners() == 1);
    Server server = Server.current();
    server.deploy("second", WAR);
    await().atMost(30, TimeUnit.SECONDS).until(() -> backends().listeners() == 2);
    assertThat(Threads.count("carillon-listener")).isEqualTo(2);
    assertThat(Threads.count("carillon-dispatcher")).isEqualTo(2);

    long started = System.nanoTime();
    server.undeploy("second");
    Duration took = Duration.ofNanos(System.nanoTime() - started);

    await().atMost(1, TimeUnit.SECONDS).until(() -> backends().listeners() == 1);
    assertThat(Threads.count("carillon-listener")).isEqualTo(1);
    assertThat(Threads.count("carillon-dispatcher")).isEqualTo(1);
    assertThat(took).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void saysGoodbyeUnderLoadAndAllResume() throws Exception {
    patiently().until(() -> backends().listeners() == 1); // and so the tables are there
    List<Visitor> visitors = new ArrayList<>();
    IntStream.range(0, 50).forEach(i -> visitors.add(new EventVisitor()));
    IntStream.range(0, 10).forEach(i -> visitors.add(new SocketVisitor()));
    try (Load load = Load.start()) {
      patiently().until(() -> load.written() > 0);
      long threadsBefore = Threads.count("carillon-");
      int most = backends().fill();
      Set<ClassLoader> gone = new HashSet<>();
      for (int round = 0; round < 2; round++) {
        gone.addAll(comeAndGo(visitors, load));
      }

      assertThat(visitors).allSatisfy(UndeployIT::hasSeenAll);
      patiently().until(() -> Threads.count("carillon-") == threadsBefore);
      assertThat(gone).hasSize(2);
      patiently().untilAsserted(() -> assertThat(Threads.holding(gone)).isEmpty());
      patiently().untilAsserted(() -> assertThat(backends().all()).hasSizeLessThanOrEqualTo(most));
    }
  }

  /** One deployment, from the first visitor to the last goodbye; and what loaded its classes. */
  private Set<ClassLoader> comeAndGo(List<Visitor> visitors, Load load) throws Exception {
    Server server = Server.current();
    server.deploy("second", WAR);
    patiently().until(() -> backends().listeners() == 2);
    Set<ClassLoader> loaders = Threads.loaders("carillon-dispatcher");
    loaders.remove(UndeployIT.class.getClassLoader());
    URI second = server.uri("second");
    patiently().until(() -> Visitor.mayCome(second));
    visitors.forEach(visitor -> visitor.come(second));
    int enough = load.written() + 50;
    patiently().until(() -> visitors.stream().allMatch(visitor -> visitor.last() >= enough));

    server.undeploy("second");

    patiently().until(() -> visitors.stream().allMatch(Visitor::hasLeft));
    assertThat(visitors).extracting(Visitor::complaint).containsOnly("");
    return loaders;
  }

  private static void hasSeenAll(Visitor visitor) {
    List<Integer> prices = visitor.prices();
    assertThat(prices)
        .isEqualTo(IntStream.rangeClosed(prices.get(0), visitor.last()).boxed().toList());
  }

  /** Longer than the minute for which a server's pools keep a thread that has nothing to do. */
  private static ConditionFactory patiently() {
    return await().atMost(90, TimeUnit.SECONDS);
  }

  private Backends backends() {
    return new Backends(database);
  }
}
