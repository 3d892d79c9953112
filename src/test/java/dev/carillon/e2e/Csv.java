package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Reads CSV by RFC 4180, and by nothing else: whatever is not in it fails the test. */
final class Csv {
  private final String text;
  private int at;

  private Csv(String text) {
    this.text = text;
  }

  static List<List<String>> parse(String text) {
    Csv csv = new Csv(text);
    List<List<String>> records = new ArrayList<>();
    while (csv.at < text.length()) {
      records.add(csv.record());
    }
    return records;
  }

  private List<String> record() {
    List<String> fields = new ArrayList<>();
    fields.add(field());
    while (text.charAt(at) == ',') {
      at++;
      fields.add(field());
    }
    assertThat(text.substring(at, at + 2)).as("the end of a record").isEqualTo("\r\n");
    at += 2;
    return fields;
  }

  private String field() {
    if (text.charAt(at) != '"') {
      int start = at;
      while (text.charAt(at) != ',' && text.charAt(at) != '\r') {
        assertThat(text.charAt(at)).as("outside of quotes").isNotIn('"', '\n');
        at++;
      }
      return text.substring(start, at);
    }
    StringBuilder field = new StringBuilder();
    for (at++; text.charAt(at) != '"' || text.startsWith("\"\"", at); at++) {
      if (text.charAt(at) == '"') {
        at++;
      }
      field.append(text.charAt(at));
    }
    at++;
    return field.toString();
  }
}
