package dev.carillon.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A walk into a JSON text, past all that is not on its way, which is not even read. What is walked
 * through is trusted: PostgreSQL wrote it.
 */
final class JsonWalk {
  private static final int MOST_DIGITS = 9;

  private final String json;
  private int at;

  private JsonWalk(String json) {
    this.json = json;
  }

  /**
   * The value, as JSON text, that some steps lead to; null if there is none.
   *
   * @param steps each the name of a member or, in an array, the index of an element from 0
   */
  static @Nullable String find(String json, List<String> steps) {
    JsonWalk walk = new JsonWalk(json);
    for (int i = 0; i < steps.size(); i++) {
      if (!walk.enter(steps.get(i))) {
        return null;
      }
    }
    int start = walk.at;
    walk.skipValue();
    return json.substring(start, walk.at);
  }

  /** Goes to the beginning of a member or element, if there is one. */
  private boolean enter(String step) {
    return switch (json.charAt(at)) {
      case '{' -> enterMember(step);
      case '[' -> enterElement(step);
      default -> false;
    };
  }

  private boolean enterMember(String name) {
    at++;
    while (next() != '}') {
      if (json.charAt(at) == ',') {
        at++;
        continue;
      }
      int start = at;
      boolean escaped = skipString();
      boolean found =
          escaped
              ? ColumnText.of(json.substring(start, at)).equals(name)
              : at - start == name.length() + 2 && json.startsWith(name, start + 1);
      next();
      at++; // the colon
      next();
      if (found) {
        return true;
      }
      skipValue();
    }
    return false;
  }

  private boolean enterElement(String step) {
    if (step.isEmpty()
        || step.length() > MOST_DIGITS
        || !step.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    int left = Integer.parseInt(step);
    at++;
    while (next() != ']') {
      if (json.charAt(at) == ',') {
        at++;
        left--;
      } else if (left == 0) {
        return true;
      } else {
        skipValue();
      }
    }
    return false;
  }

  /** Steps over white space and looks at what follows. */
  private char next() {
    while (json.charAt(at) <= ' ') {
      at++;
    }
    return json.charAt(at);
  }

  /** Whether there are escapes in it. */
  private boolean skipString() {
    boolean escaped = false;
    at++;
    while (json.charAt(at) != '"') {
      boolean escape = json.charAt(at) == '\\';
      escaped |= escape;
      at += escape ? 2 : 1;
    }
    at++;
    return escaped;
  }

  private void skipValue() {
    int depth = 0;
    do {
      switch (json.charAt(at)) {
        case '"' -> skipString();
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case ',', ':', ' ', '\t' -> at++;
        default -> skipLiteral();
      }
    } while (depth > 0);
  }

  /** A number, true, false or null. Within an object or an array something follows it. */
  private void skipLiteral() {
    while (",}] \t".indexOf(json.charAt(at)) < 0) {
      at++;
    }
  }
}
