package dev.carillon.change;

import jakarta.json.Json;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * JSON where only its text matters. Taking an object apart into the texts of its members, without
 * reading what is in them, is all that passing a row on needs, and it keeps every digit. What is
 * taken apart is trusted: PostgreSQL wrote it.
 */
public final class JsonText {
  private final String text;
  private int at = 1; // past the opening brace

  private JsonText(String text) {
    this.text = text;
  }

  /** The members in their order: name, and value as JSON text. */
  static Map<String, String> split(String text) {
    return new JsonText(text).members();
  }

  private Map<String, String> members() {
    Map<String, String> members = new LinkedHashMap<>();
    while (next() != '}') {
      if (text.charAt(at) == ',') {
        at++;
        continue;
      }
      String name = string();
      next();
      at++; // the colon
      next();
      int start = at;
      skipValue();
      members.put(unquote(name), text.substring(start, at));
    }
    return Collections.unmodifiableMap(members);
  }

  /** Steps over white space and looks at what follows. */
  private char next() {
    while (text.charAt(at) <= ' ') {
      at++;
    }
    return text.charAt(at);
  }

  private String string() {
    int start = at++;
    for (char c = text.charAt(at); c != '"'; c = text.charAt(at)) {
      at += c == '\\' ? 2 : 1;
    }
    return text.substring(start, ++at);
  }

  private void skipValue() {
    int depth = 0;
    do {
      char c = text.charAt(at);
      if (c == '"') {
        string();
      } else if (c == '{' || c == '[') {
        depth++;
        at++;
      } else if (c == '}' || c == ']') {
        depth--;
        at++;
      } else if (depth > 0) {
        at++;
      } else {
        skipLiteral();
      }
    } while (depth > 0);
  }

  private void skipLiteral() {
    while (",}] \t".indexOf(text.charAt(at)) < 0) {
      at++;
    }
  }

  /** The text that a JSON string stands for. */
  static String unquote(String quoted) {
    if (quoted.indexOf('\\') < 0) {
      return quoted.substring(1, quoted.length() - 1);
    }
    try (var reader = Json.createReader(new StringReader(quoted))) {
      return ((JsonString) reader.readValue()).getString();
    }
  }

  /** A text as a JSON string. */
  public static String quote(String plain) {
    return isClean(plain) ? '"' + plain + '"' : Json.createValue(plain).toString();
  }

  private static boolean isClean(String plain) {
    for (int i = 0; i < plain.length(); i++) { // for each change's key: a stream is a third of that
      char c = plain.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
