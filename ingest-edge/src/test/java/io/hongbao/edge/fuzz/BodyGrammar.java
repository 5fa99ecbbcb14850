package io.hongbao.edge.fuzz;

import io.hongbao.edge.TestEdge;
import io.hongbao.edge.fixtures.PlanFixture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Bodies of a shake, and of calls that take one text. Stateless. */
final class BodyGrammar {

  static final String JSON = "application/json";

  private static final int MAX_BODY_BYTES = 4_096;
  private static final int MAX_TOO_LARGE_BYTES = 40_000;
  private static final int MAX_DEPTH = 1_500;

  private static final Set<Integer> TAKEN = Set.of(200, 202, 503);
  private static final Set<Integer> BAD = Set.of(400);

  private static final List<String> TYPES =
      List.of(
          JSON,
          JSON,
          JSON,
          "application/json; charset=utf-8",
          "Application/JSON;charset=\"utf-8\"",
          "application/json ;a=b;c=d");

  private static final List<String> OTHER_TYPES =
      List.of("", "text/plain", "application/jsonx", "json", "application/", "*/*", "a;b;c", ";");

  private static final List<String> UNLIKE_JSON =
      List.of(
          "{",
          "}",
          "[]",
          "null",
          "true",
          "0",
          "-",
          "\"first-17\"",
          "{]",
          "{\"%s\"}",
          "{\"%s\":}",
          "{\"%s\":7}",
          "{\"%s\":1e999999}",
          "{\"%s\":null}",
          "{\"%s\":{}}",
          "{\"%s\":[\"first-17\"]}",
          "{\"%s\":\"first-17\",}",
          "{\"%s\":\"first-17\"}}",
          "{\"%s\":\"first-17\"}{}",
          "{\"%s\":\"first-17\",\"%s\":\"first-18\"}",
          "{\"%s\":\"first-17\",\"other\":1}",
          "{\"\":\"first-17\"}",
          "{\"%sX\":\"first-17\"}",
          "{'%s':'first-17'}",
          "{%s:first-17}",
          "{\"%s\":\"\\u12\"}",
          "{\"%s\":\"\\x41\"}",
          "{\"%s\":\"a\nb\"}",
          "{\"%s\":\"",
          "/* */{}",
          "{}//",
          "\u0000",
          "\u00ff\u00fe");

  private static final List<String> UNLIKE_SHAKE_IDS =
      List.of(
          "",
          "-",
          "first",
          "first-",
          "-17",
          "FIRST-17",
          "first-1234567890",
          "first_17",
          "first 17",
          "first-17 ",
          "first--",
          "first-+7",
          "first-\\u0661\\u0667",
          "\\u0000-1",
          "\\ud83e\\udde7-1",
          "\\ud83e-1",
          "..%2f-1",
          "a".repeat(41) + "-1");

  private BodyGrammar() {}

  /** A shake's body with the statuses that the edge owes to it, of a valid ticket. */
  @SuppressWarnings("ArrayRecordComponent") // read once where it arrives, never compared
  record Body(String type, byte[] bytes, Set<Integer> statuses, String part) {

    static Body of(String type, String text, Set<Integer> statuses, String part) {
      return new Body(type, text.getBytes(StandardCharsets.UTF_8), statuses, part);
    }
  }

  static Body shake(String user, FuzzRandom random) {
    long turn = turnOf(user);
    return switch (random.below(16)) {
      case 0, 1, 2 -> Body.of("", "", TAKEN, "\"shakeId\":\"first-");
      case 3 -> Body.of(random.pick(TYPES), spaced("{}", random), TAKEN, "\"shakeId\":\"first-");
      case 4 -> Body.of(random.pick("", "text/plain"), blank(random), TAKEN, "\"first-");
      case 5, 6, 7 -> named(turn - random.below(3), random, TAKEN);
      case 8 -> named(random.between(0, (int) turn), random, TAKEN);
      case 9 -> named(turn + random.between(1, 30), random, Set.of(404));
      case 10 -> named(random.word(1, 20) + "z-" + random.below(100), random, Set.of(404));
      case 11 -> named("second-" + random.below(40), random, Set.of(200, 202, 404, 503));
      case 12 -> unlikeShakeId(random);
      case 13 -> unlike("shakeId", random);
      case 14 -> tooLarge(random);
      default -> ofOtherType("{\"shakeId\":\"first-" + turn + "\"}", random);
    };
  }

  /** The turn that a user is in, as long as the edge's clock stands still. */
  static long turnOf(String user) {
    String id = TestEdge.currentTurnOf(user).toString();
    return Long.parseLong(id.substring(PlanFixture.FIRST.id().length() + 1));
  }

  private static Body named(long turn, FuzzRandom random, Set<Integer> statuses) {
    return named("first-" + turn, random, statuses);
  }

  private static Body named(String shakeId, FuzzRandom random, Set<Integer> statuses) {
    String text = random.chance(80) ? shakeId : escaped(shakeId);
    return Body.of(
        random.pick(TYPES),
        spaced("{\"shakeId\":\"" + text + "\"}", random),
        statuses,
        "\"shakeId\":\"" + shakeId + '"');
  }

  private static Body unlikeShakeId(FuzzRandom random) {
    return Body.of(
        random.pick(TYPES), "{\"shakeId\":\"" + random.pick(UNLIKE_SHAKE_IDS) + "\"}", BAD, "");
  }

  /** What is not the object that a call expects. */
  static Body unlike(String member, FuzzRandom random) {
    return switch (random.below(4)) {
      case 0 -> deep(random);
      case 1 -> new Body(random.pick(TYPES), notUtf8(member, random), BAD, "");
      default ->
          Body.of(random.pick(TYPES), random.pick(UNLIKE_JSON).replace("%s", member), BAD, "");
    };
  }

  private static Body deep(FuzzRandom random) {
    String opening = random.pick("[", "{\"a\":", "{\"shakeId\":", "[{\"b\":");
    int depth = Math.min(random.between(2, MAX_DEPTH), MAX_BODY_BYTES / opening.length());
    return Body.of(random.pick(TYPES), opening.repeat(depth), BAD, "");
  }

  private static byte[] notUtf8(String member, FuzzRandom random) {
    String bad = random.pick("\u00c3(", "\u00ff", "\u00ed\u00a0\u0080", "\u00c0\u00af", "\u0080");
    return ("{\"" + member + "\":\"" + bad + "\"}").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Body tooLarge(FuzzRandom random) {
    int length = random.between(MAX_BODY_BYTES + 1, MAX_TOO_LARGE_BYTES);
    return Body.of(JSON, "{" + " ".repeat(length - 2) + "}", Set.of(413), "");
  }

  static Body ofOtherType(String text, FuzzRandom random) {
    return Body.of(random.pick(OTHER_TYPES), text, Set.of(415), "");
  }

  private static String blank(FuzzRandom random) {
    return random.pick(" ", "\r\n", "\t\t \n");
  }

  private static String spaced(String json, FuzzRandom random) {
    return random.chance(70) ? json : blank(random) + json.replace(":", " :\n ") + blank(random);
  }

  /** The same text, each letter by its number. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      escaped.append("\\u00").append(Character.forDigit(c >> 4, 16));
      escaped.append(Character.forDigit(c & 15, 16));
    }
    return escaped.toString();
  }
}
