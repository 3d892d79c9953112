package dev.carillon.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Resource;
import java.io.File;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A second Carillon in the same server, that comes and goes. */
@ExtendWith(ArquillianExtension.class)
public class UndeployIT {

  private static final File WAR = new File("target/carillon.war");
  private static final String BACKENDS =
      "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'carillon-listener'"
          + " AND datname = current_database()";

  @Resource(lookup = "java:app/jdbc/carillon")
  private DataSource database;

  @Deployment
  public static WebArchive carillon() {
    return Deployments.carillonWith(Server.class, Sql.class);
  }

  @Test
  void stopsTheListenerWithinASecond() throws Exception {
    await().atMost(30, TimeUnit.SECONDS).until(() -> backends() == 1);
    Server server = Server.current();
    server.deploy("second", WAR);
    await().atMost(30, TimeUnit.SECONDS).until(() -> backends() == 2);
    assertThat(threads("carillon-listener")).isEqualTo(2);
    assertThat(threads("carillon-dispatcher")).isEqualTo(2);

    long started = System.nanoTime();
    server.undeploy("second");
    Duration took = Duration.ofNanos(System.nanoTime() - started);

    await().atMost(1, TimeUnit.SECONDS).until(() -> backends() == 1);
    assertThat(threads("carillon-listener")).isEqualTo(1);
    assertThat(threads("carillon-dispatcher")).isEqualTo(1);
    assertThat(took).isLessThan(Duration.ofSeconds(5));
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name) && thread.isAlive())
        .count();
  }

  private long backends() throws SQLException {
    return new Sql(database).number(BACKENDS);
  }
}
