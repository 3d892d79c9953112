package dev.carillon.stream;

/** A column's value as plain text. */
final class ColumnText {
  private ColumnText() {}

  static boolean isString(String json) {
    return json.charAt(0) == '"';
  }

  /** What a JSON string stands for; anything else as it is written. */
  static String of(String json) {
    if (!isString(json)) {
      return json;
    }
    int end = json.length() - 1;
    int slash = json.indexOf('\\');
    if (slash < 0) {
      return json.substring(1, end);
    }
    StringBuilder text = new StringBuilder(json.length()).append(json, 1, slash);
    for (int at = slash; at < end; at++) {
      char c = json.charAt(at);
      if (c != '\\') {
        text.append(c);
      } else if (json.charAt(++at) == 'u') {
        text.append((char) Integer.parseInt(json, at + 1, at + 5, 16));
        at += 4;
      } else {
        text.append(unescaped(json.charAt(at)));
      }
    }
    return text.toString();
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }

  /** By code points, as PostgreSQL orders text in the collation C; Java compares halves of them. */
  static int compare(String a, String b) {
    int end = Math.min(a.length(), b.length());
    for (int i = 0; i < end; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return Character.isSurrogate(x) == Character.isSurrogate(y)
            ? x - y
            : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }
}
