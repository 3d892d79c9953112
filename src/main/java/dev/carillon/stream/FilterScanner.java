package dev.carillon.stream;

import dev.carillon.change.ProblemException;
import dev.carillon.stream.FilterToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a filter apart into words, as RSQL's parser does. That one does not tell where an error is
 * but in prose, and nothing at all of what it has understood: hence this one before it.
 */
final class FilterScanner {
  private static final String RESERVED = "\"'();,=<>!~";

  private final String filter;
  private int at;

  private FilterScanner(String filter) {
    this.filter = filter;
  }

  /**
   * All words and the end.
   *
   * @throws ProblemException 400 where something is no word
   */
  static List<FilterToken> scan(String filter) {
    FilterScanner scanner = new FilterScanner(filter);
    List<FilterToken> tokens = new ArrayList<>();
    do {
      tokens.add(scanner.next());
    } while (tokens.get(tokens.size() - 1).kind() != Kind.END);
    return tokens;
  }

  private FilterToken next() {
    boolean apart = isSpace(at);
    while (isSpace(at)) {
      at++;
    }
    int start = at;
    if (apart && isWord("and")) {
      return new FilterToken(Kind.AND, "and", start);
    }
    if (apart && isWord("or")) {
      return new FilterToken(Kind.OR, "or", start);
    }
    Kind kind = kind();
    return new FilterToken(kind, filter.substring(start, at), start);
  }

  /** Such a word joins comparisons only between spaces; it takes the one after it along. */
  private boolean isWord(String word) {
    boolean found = filter.startsWith(word, at) && isSpace(at + word.length());
    at += found ? word.length() + 1 : 0;
    return found;
  }

  private Kind kind() {
    if (at == filter.length()) {
      return Kind.END;
    }
    return switch (filter.charAt(at)) {
      case ';' -> sign(Kind.AND);
      case ',' -> sign(Kind.OR);
      case '(' -> sign(Kind.OPEN);
      case ')' -> sign(Kind.CLOSE);
      case '"', '\'' -> quoted();
      case '<', '>', '=', '!', '~' -> operator();
      default -> value();
    };
  }

  private Kind sign(Kind kind) {
    at++;
    return kind;
  }

  private Kind value() {
    while (at < filter.length() && !isSpace(at) && RESERVED.indexOf(filter.charAt(at)) < 0) {
      at++;
    }
    return Kind.VALUE;
  }

  private Kind quoted() {
    int start = at;
    char quote = filter.charAt(at++);
    while (at < filter.length() && filter.charAt(at) != quote) {
      at += filter.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= filter.length()) {
      throw FilterProblem.at(
          filter, start, "a value whose quote is closed", filter.substring(start));
    }
    at++;
    return Kind.VALUE;
  }

  private Kind operator() {
    int start = at++;
    char first = filter.charAt(start);
    while (first == '=' && at < filter.length() && isLetter(filter.charAt(at))) {
      at++;
    }
    boolean closed = at < filter.length() && filter.charAt(at) == '=' && first != '~';
    at += closed ? 1 : 0;
    String found = filter.substring(start, at);
    if (FilterOperator.of(found) == null) {
      throw FilterProblem.at(filter, start, "one of the operators " + FilterOperator.all(), found);
    }
    return Kind.OPERATOR;
  }

  private boolean isSpace(int place) {
    return place < filter.length() && " \t\r\n".indexOf(filter.charAt(place)) >= 0;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
