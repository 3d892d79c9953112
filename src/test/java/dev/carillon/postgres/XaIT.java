package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.xa.PGXADataSource;

/** Two-phase commit, while a node sleeps. */
@Timeout(60)
class XaIT {
  private static final String WAKE_LOCKS =
      "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 1667330668"
          + " AND objid < 16 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

  private final TestDatabase database = TestDatabase.migrated();
  private Sql sql;

  @BeforeEach
  void watch() throws SQLException {
    sql = new Sql(database);
    sql.run("CREATE TABLE t (id int)", "SELECT carillon.watch('t')");
  }

  @AfterEach
  void close() throws SQLException {
    sql.close();
  }

  @Test
  void commitsInTwoPhasesWhereNodesPoll() throws Exception {
    try (TestNode node =
        new TestNode(database, "carillon.wakeup", "poll", "carillon.poll", "PT0.05S")) {
      node.listening();
      insertInTwoPhases("");
      await().until(() -> node.changes().size() == 1);
    }
  }

  @Test
  void commitsInTwoPhasesWhereTheWriterSaysThatItPolls() throws Exception {
    try (TestNode node = new TestNode(database)) {
      node.listening();
      await().until(() -> sql.number(WAKE_LOCKS) == 16);
      insertInTwoPhases("&options=-c%20carillon.wakeup=poll");
      await().until(() -> node.changes().size() == 1); // at the next look
    }
  }

  /** PostgreSQL's own rule, and why there is carillon.wakeup. */
  @Test
  void cantPrepareWhatHasNotified() throws Exception {
    try (TestNode node = new TestNode(database)) {
      node.listening();
      await().until(() -> sql.number(WAKE_LOCKS) == 16);
      assertThatThrownBy(() -> insertInTwoPhases(""))
          .isInstanceOf(XAException.class)
          .rootCause()
          .hasMessageContaining("NOTIFY");
      assertThat(sql.number("SELECT count(*) FROM t")).isZero();
    }
  }

  private void insertInTwoPhases(String options) throws Exception {
    PGXADataSource source = new PGXADataSource();
    source.setUrl(database.url() + options);
    XAConnection connection = source.getXAConnection();
    try {
      XAResource resource = connection.getXAResource();
      Xid xid = new Branch(ThreadLocalRandom.current().nextInt());
      resource.start(xid, XAResource.TMNOFLAGS);
      try (Statement statement = connection.getConnection().createStatement()) {
        statement.execute("INSERT INTO t VALUES (1)");
      }
      resource.end(xid, XAResource.TMSUCCESS);
      assertThat(resource.prepare(xid)).isEqualTo(XAResource.XA_OK);
      resource.commit(xid, false);
    } finally {
      connection.close();
    }
  }

  /** The one branch of a transaction. */
  private record Branch(int id) implements Xid {
    @Override
    public int getFormatId() {
      return id;
    }

    @Override
    public byte[] getGlobalTransactionId() {
      return new byte[] {1};
    }

    @Override
    public byte[] getBranchQualifier() {
      return new byte[] {2};
    }
  }
}
