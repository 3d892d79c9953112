package dev.carillon.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Takes a JSON object that Carillon wrote apart, without reading what is in its members. */
final class JsonObjectText {
  private final String text;
  private int at = 1; // past the opening brace

  private JsonObjectText(String text) {
    this.text = text;
  }

  /** The members in their order: name, and value as JSON text. */
  static Map<String, String> members(String object) {
    return new JsonObjectText(object).members();
  }

  /** A string without its quotes and escapes; every other value as it is. */
  static String plain(String value) {
    return value.startsWith("\"") ? unquote(value) : value;
  }

  private Map<String, String> members() {
    Map<String, String> members = new LinkedHashMap<>();
    while (next() != '}') {
      if (text.charAt(at) == ',') {
        at++;
        continue;
      }
      int name = at;
      skipString();
      String unquoted = unquote(text.substring(name, at));
      next();
      at++; // the colon
      next();
      int value = at;
      skipValue();
      members.put(unquoted, text.substring(value, at));
    }
    return members;
  }

  private char next() {
    while (text.charAt(at) <= ' ') {
      at++;
    }
    return text.charAt(at);
  }

  private void skipString() {
    at++;
    for (char c = text.charAt(at); c != '"'; c = text.charAt(at)) {
      at += c == '\\' ? 2 : 1;
    }
    at++;
  }

  private void skipValue() {
    int depth = 0;
    do {
      char c = text.charAt(at);
      if (c == '"') {
        skipString();
      } else if (depth == 0 && "{[".indexOf(c) < 0) {
        while (",}] ".indexOf(text.charAt(at)) < 0) {
          at++;
        }
      } else {
        depth += "{[".indexOf(c) >= 0 ? 1 : "}]".indexOf(c) >= 0 ? -1 : 0;
        at++;
      }
    } while (depth > 0);
  }

  private static String unquote(String quoted) {
    StringBuilder plain = new StringBuilder();
    for (int i = 1; i < quoted.length() - 1; i++) {
      char c = quoted.charAt(i);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      c = quoted.charAt(++i);
      int control = "bfnrt".indexOf(c);
      if (c == 'u') {
        plain.append((char) Integer.parseInt(quoted.substring(i + 1, i + 5), 16));
        i += 4;
      } else {
        plain.append(control < 0 ? c : "\b\f\n\r\t".charAt(control));
      }
    }
    return plain.toString();
  }
}
