package dev.carillon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Position;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class AuditEntryTest {

  @Test
  void isOneLineOfJsonWithTheRowsAsTheyAre() {
    assertThat(entry("a\"b", "{\"n\":1.50}").json())
        .isEqualTo(
            "{\"position\":\"1.10\",\"at\":\"2026-11-21T09:30:00Z\",\"user\":\"a\\\"b\",\"op\":\"insert\","
                + "\"table\":\"public.t\",\"topic\":\"t\",\"key\":null,\"old\":null,\"new\":{\"n\":1.50},"
                + "\"changed\":null,\"tx\":\"7\"}");
    assertThat(entry(null, "{}").json()).contains("\"user\":null");
  }

  @Test
  void quotesWhatARecordOfCsvCouldNotHold() {
    assertThat(entry("a", "{\"a\":\"x,\\ny\"}").csv())
        .isEqualTo(
            "1,10,2026-11-21T09:30:00Z,a,insert,public.t,t,,,,\"{\"\"a\"\":\"\"x,\\ny\"\"}\",7\r\n");
    assertThat(entry("two\nlines", "{}").csv()).contains(",\"two\nlines\",");
    assertThat(AuditEntry.csvHeader())
        .isEqualTo("epoch,n,at,user,op,table,topic,key,changed,old,new,tx\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {"=1+1, '=1+1", "+1, '+1", "-1, '-1", "@SUM(A1), '@SUM(A1)", "o=1, o=1"})
  void givesSpreadsheetsNoFormulaOfAName(String name, String cell) {
    assertThat(entry(name, "{}").csv()).startsWith("1,10,2026-11-21T09:30:00Z," + cell + ",insert");
  }

  private static AuditEntry entry(@Nullable String user, String row) {
    return new AuditEntry(
        new Position(1, 10),
        Instant.parse("2026-11-21T09:30:00Z"),
        "7",
        "t",
        "public.t",
        "insert",
        null,
        null,
        row,
        null,
        user);
  }
}
