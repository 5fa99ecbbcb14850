package io.hongbao.rules.condition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says of a text that is no CEL what to write instead: words and signs of other languages, units,
 * brackets without a partner, and operators without a side. It only looks at texts that the parser
 * has refused, so it may guess.
 */
final class ConditionHints {

  private static final int MAX_HINTS = 10;

  /** A comment, a text, a number with what sticks to it, a word, a sign, or any other character. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<blank>\\s+|//[^\\n]*)"
              + "|(?<text>\"[^\"\\n]*\"?|'[^'\\n]*'?)"
              + "|(?<number>[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)"
              + "|(?<word>[\\p{L}_][\\p{L}\\p{N}_]*)"
              + "|(?<sign>===|!==|&&|\\|\\||==|!=|<=>|<=|>=|=<|=>|<>|:=|\\*\\*|.)",
          Pattern.DOTALL);

  private static final String CHOICE = "expected TEST ? ONE : OTHER";
  private static final String NO_DATA =
      "expected x == x to ask whether x has any data, x != x whether it has none";

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("and", "&&"),
          Map.entry("or", "||"),
          Map.entry("not", "!"),
          Map.entry("is", "=="),
          Map.entry("equals", "=="),
          Map.entry("eq", "=="),
          Map.entry("ne", "!="),
          Map.entry("gt", ">"),
          Map.entry("ge", ">="),
          Map.entry("lt", "<"),
          Map.entry("le", "<="));

  private static final Map<String, String> SENTENCES =
      Map.ofEntries(
          Map.entry("between", "expected two comparisons, such as 1 < x && x < 5"),
          Map.entry("if", CHOICE),
          Map.entry("then", CHOICE),
          Map.entry("else", CHOICE),
          Map.entry("in", "expected comparisons, such as x == 1 || x == 2"),
          Map.entry("xor", "expected != between two comparisons in brackets"),
          Map.entry("mod", "a rule knows no remainder, expected one of + - * /"),
          Map.entry("nan", NO_DATA),
          Map.entry("null", NO_DATA),
          Map.entry("none", NO_DATA),
          Map.entry("nil", NO_DATA));

  private static final Map<String, String> SIGNS =
      Map.ofEntries(
          Map.entry("=", "=="),
          Map.entry("===", "=="),
          Map.entry("!==", "!="),
          Map.entry(":=", "=="),
          Map.entry("<>", "!="),
          Map.entry("=<", "<="),
          Map.entry("=>", ">="),
          Map.entry("&", "&&"),
          Map.entry("|", "||"),
          Map.entry("\u2264", "<="),
          Map.entry("\u2265", ">="),
          Map.entry("\u2260", "!="),
          Map.entry("\u00d7", "*"),
          Map.entry("\u00f7", "/"),
          Map.entry("\u2212", "-"),
          Map.entry("\u2013", "-"),
          Map.entry("\u00ac", "!"),
          Map.entry("\u2227", "&&"),
          Map.entry("\u2228", "||"),
          Map.entry("\uff08", "("),
          Map.entry("\uff09", ")"),
          Map.entry("\uff1e", ">"),
          Map.entry("\uff1c", "<"),
          Map.entry("\uff1d", "=="),
          Map.entry("\uff0b", "+"),
          Map.entry("\uff01", "!"));

  private static final Set<String> OPERATORS =
      Set.of("&&", "||", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "?", ":");

  /** These may begin an operand. */
  private static final Set<String> PREFIXES = Set.of("-", "!");

  private enum Kind {
    TEXT,
    NUMBER,
    WORD,
    SIGN
  }

  private record Token(Kind kind, String text, int start) {
    boolean isOperator() {
      return kind == Kind.SIGN && OPERATORS.contains(text);
    }

    /** Whether an operand ends with it. */
    boolean endsOperand() {
      return kind != Kind.SIGN || text.equals(")");
    }

    boolean beginsOperand() {
      return kind != Kind.SIGN || text.equals("(");
    }
  }

  private final String text;
  private final Set<String> signals;
  private final List<Token> tokens = new ArrayList<>();
  private final List<ConditionFault> found = new ArrayList<>();
  private final Set<Integer> places = new HashSet<>();

  private ConditionHints(String text, List<String> signals) {
    this.text = text;
    this.signals = Set.copyOf(signals);
  }

  /** What to write instead, by place; empty if nothing is known. */
  static List<ConditionFault> of(String text, List<String> signals) {
    ConditionHints hints = words(text, signals);
    if (hints.found.isEmpty()) {
      hints.lookAtBrackets();
    }
    if (hints.found.isEmpty()) {
      hints.lookAtNeighbours();
    }
    return hints.bounded();
  }

  /** The same of a text that CEL can parse: foreign words and signs alone. */
  static List<ConditionFault> ofParsed(String text, List<String> signals) {
    return words(text, signals).bounded();
  }

  private static ConditionHints words(String text, List<String> signals) {
    ConditionHints hints = new ConditionHints(text, signals);
    hints.cut();
    hints.lookAtEach();
    return hints;
  }

  private List<ConditionFault> bounded() {
    return found.stream().limit(MAX_HINTS).toList();
  }

  private void cut() {
    Matcher token = TOKEN.matcher(text);
    int at = 0;
    while (at < text.length() && token.find(at) && token.start() == at) {
      at = token.end();
      for (Kind kind : Kind.values()) {
        String part = token.group(kind.name().toLowerCase(Locale.ROOT));
        if (part != null) {
          tokens.add(new Token(kind, part, token.start()));
        }
      }
    }
  }

  private void lookAtEach() {
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      switch (token.kind()) {
        case TEXT ->
            add(token, token.text() + ": expected signals and numbers, a rule knows no texts");
        case NUMBER -> lookAtNumber(i, token);
        case WORD -> lookAtWord(token);
        case SIGN -> lookAtSign(i, token);
      }
    }
  }

  private void lookAtNumber(int i, Token number) {
    Token next = at(i + 1);
    if (next == null) {
      return;
    }
    boolean sticks = next.start() == number.start() + number.text().length();
    if (sticks && next.kind() == Kind.WORD) {
      add(
          next,
          "unit '"
              + next.text()
              + "' behind a number: expected the number alone, in the signal's own unit (counts,"
              + " milliseconds, fen)");
    } else if (sticks && next.text().equals(",")) {
      Token behind = at(i + 2);
      add(
          next,
          "',' in a number: expected "
              + (behind != null && behind.kind() == Kind.NUMBER && behind.text().length() == 3
                  ? number.text() + behind.text() + ", without a sign between thousands"
                  : "a point"));
    }
  }

  private void lookAtWord(Token word) {
    String lower = word.text().toLowerCase(Locale.ROOT);
    if (signals.contains(word.text())) {
      return;
    }
    if (WORDS.containsKey(lower)) {
      add(word, "'" + word.text() + "': expected " + WORDS.get(lower));
    } else if (SENTENCES.containsKey(lower)) {
      add(word, "'" + word.text() + "': " + SENTENCES.get(lower));
    }
  }

  private void lookAtSign(int i, Token sign) {
    if (SIGNS.containsKey(sign.text())) {
      add(sign, "'" + sign.text() + "': expected " + SIGNS.get(sign.text()));
    } else if (sign.text().equals("**") || sign.text().equals("^")) {
      add(sign, "'" + sign.text() + "' for a power: expected a product, such as x * x");
    } else if (sign.text().equals("%")) {
      add(sign, isPercent(i) ? percent(tokens.get(i - 1)) : remainder());
    } else if (sign.text().equals(";")) {
      add(sign, "';': expected one condition, without a sign at its end");
    } else if (sign.text().equals("[") || sign.text().equals("{")) {
      add(sign, "'" + sign.text() + "': expected round brackets, a rule knows no lists");
    }
  }

  /** A number before it and no operand behind it. */
  private boolean isPercent(int i) {
    Token before = at(i - 1);
    Token next = at(i + 1);
    return before != null
        && before.kind() == Kind.NUMBER
        && (next == null || !next.beginsOperand());
  }

  private static String percent(Token number) {
    return "'%': expected a share, such as "
        + NumberFormatter.of(Double.parseDouble(number.text()) / 100)
        + " for "
        + number.text()
        + " %";
  }

  static String remainder() {
    return "'%': a rule knows no remainder, expected one of + - * /";
  }

  private void lookAtBrackets() {
    Deque<Token> open = new ArrayDeque<>();
    for (Token token : tokens) {
      if (token.text().equals("(") && token.kind() == Kind.SIGN) {
        open.push(token);
      } else if (token.text().equals(")") && token.kind() == Kind.SIGN && open.poll() == null) {
        add(token, "')' closes nothing: expected a '(' before it, or none of the two");
      }
    }
    open.descendingIterator()
        .forEachRemaining(token -> add(token, "'(' is not closed: expected a ')' behind it"));
  }

  private void lookAtNeighbours() {
    for (int i = 0; i <= tokens.size(); i++) {
      Token before = at(i - 1);
      Token token = at(i);
      boolean isOpenBefore = before == null || before.isOperator() || before.text().equals("(");
      boolean isOpenBehind = token == null || token.text().equals(")");
      if (token != null && token.isOperator() && isOpenBefore && !isPrefix(token)) {
        add(token, "'" + token.text() + "': expected something before it");
      } else if (before != null && before.isOperator() && isOpenBehind) {
        add(before, "'" + before.text() + "': expected something behind it");
      } else if (before != null && token != null && before.endsOperand() && isSecond(token)) {
        add(
            token,
            "'" + token.text() + "' behind '" + before.text() + "': expected an operator between");
      }
    }
  }

  private static boolean isPrefix(Token token) {
    return PREFIXES.contains(token.text());
  }

  /** Whether it begins an operand where one has just ended; a word before a bracket is a call. */
  private static boolean isSecond(Token token) {
    return token.kind() != Kind.SIGN || token.text().equals("!");
  }

  private Token at(int i) {
    return i >= 0 && i < tokens.size() ? tokens.get(i) : null;
  }

  private void add(Token token, String message) {
    if (places.add(token.start())) {
      String before = text.substring(0, token.start());
      int lineStart = before.lastIndexOf('\n') + 1;
      found.add(
          new ConditionFault(
              1 + (int) before.chars().filter(c -> c == '\n').count(),
              before.codePointCount(lineStart, before.length()),
              message));
    }
  }
}
