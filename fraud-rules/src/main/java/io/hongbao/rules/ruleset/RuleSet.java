package io.hongbao.rules.ruleset;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.Sha256;
import io.hongbao.rules.file.RuleReadResult;
import io.hongbao.rules.file.RuleReader;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.model.Rule.RuleMode;
import io.hongbao.rules.model.Signal;
import io.hongbao.rules.signal.EvaluationSecond;
import io.hongbao.wire.records.RecordWriter;
import io.hongbao.yaml.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an analyst published: the validated texts themselves, and who did it when and why.
 *
 * @param version 1, 2, 3 …; a rollback is a new version with old texts
 * @param effectiveAtMillis the evaluation second of the log's clock from whose end on it holds:
 *     everybody has it by then, so that all change at the same record
 * @param texts in the order of their names
 * @param countedSinceMillis by a signal's canonical text: since when it is counted without a break
 * @param lifts the latest first
 * @param sha256 of names and texts, 64 lower-case hex digits
 * @param approves the version whose texts this one approves, by another author; 0 if none
 */
public record RuleSet(
    int version,
    String author,
    String note,
    long publishedAtMillis,
    long effectiveAtMillis,
    List<PublishedText> texts,
    Map<String, Long> countedSinceMillis,
    List<Lift> lifts,
    String sha256,
    int approves)
    implements RulesRecord {

  /**
   * A file of a published set.
   *
   * @param version of the set in which it began to judge as it does; the version that verdicts
   *     name. Another file name, description or comment does not change it
   */
  public record PublishedText(RuleText file, int version) {

    public PublishedText {
      Objects.requireNonNull(file, "file");
      if (version < 1) {
        throw new IllegalArgumentException("version " + version + ": expected 1 or more");
      }
    }
  }

  /** An analyst's word that everything said of an entity up to an instant is taken back. */
  public record Lift(Entity entity, long atMillis) {

    public Lift {
      Objects.requireNonNull(entity, "entity");
    }
  }

  /** From publishing to taking effect: what a record needs to reach every subtask, and some. */
  public static final long LEAD_MILLIS = 2_000;

  /** Of lifts; older ones are of verdicts that have expired. */
  static final int MAX_LIFTS = 1_000;

  /** The longest name of an author, in characters. */
  public static final int LONGEST_NAME = 128;

  /** In characters. */
  public static final int LONGEST_NOTE = 1_000;

  public RuleSet {
    if (version < 1) {
      throw new IllegalArgumentException("version " + version + ": expected 1 or more");
    }
    if (author.isBlank() || author.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("author '" + author + "': expected a name");
    }
    if (note.length() > LONGEST_NOTE) {
      throw new IllegalArgumentException("note: expected at most " + LONGEST_NOTE + " characters");
    }
    if (effectiveAtMillis % EvaluationSecond.MILLIS != 0 || effectiveAtMillis < publishedAtMillis) {
      throw new IllegalArgumentException(
          "effective at "
              + effectiveAtMillis
              + ": expected the end of an evaluation second after publishing");
    }
    if (approves < 0 || approves >= version) {
      throw new IllegalArgumentException(
          "approves version " + approves + ": expected one before " + version);
    }
    texts = List.copyOf(texts);
    countedSinceMillis = Map.copyOf(countedSinceMillis);
    lifts = List.copyOf(lifts);
    String actual = sha256Of(texts.stream().map(PublishedText::file).toList());
    if (!actual.equals(sha256)) {
      throw new IllegalArgumentException("sha256 " + sha256 + ": the texts have " + actual);
    }
  }

  /**
   * The first version.
   *
   * @throws RuleProblemsException if there is a problem with the texts
   */
  public static RuleSet first(
      List<RuleText> texts, String author, String note, long publishedAtMillis) {
    return make(1, List.of(), Map.of(), List.of(), texts, author, note, publishedAtMillis);
  }

  /**
   * The next version: rules that judge the same keep their version, and so their verdicts, signals
   * that are the same their windows.
   *
   * @throws RuleProblemsException if there is a problem with the texts
   */
  public RuleSet next(List<RuleText> newTexts, String newAuthor, String newNote, long nowMillis) {
    return make(
        version + 1, texts, countedSinceMillis, lifts, newTexts, newAuthor, newNote, nowMillis);
  }

  /** The next version: the same rules, and something taken back. */
  public RuleSet lift(Lift lift, String newAuthor, String newNote) {
    List<Lift> more = new ArrayList<>();
    more.add(lift);
    lifts.stream()
        .filter(old -> !old.entity().equals(lift.entity()))
        .limit(MAX_LIFTS - 1L)
        .forEach(more::add);
    return new RuleSet(
        version + 1,
        newAuthor,
        newNote,
        lift.atMillis(),
        effectiveAt(lift.atMillis()),
        texts,
        countedSinceMillis,
        more,
        sha256,
        0);
  }

  /** The same as another version, which others before it may have been kept from being in force. */
  RuleSet numbered(int newVersion) {
    return new RuleSet(
        newVersion,
        author,
        note,
        publishedAtMillis,
        effectiveAtMillis,
        texts.stream()
            .map(
                text ->
                    text.version() == version ? new PublishedText(text.file(), newVersion) : text)
            .toList(),
        countedSinceMillis,
        lifts,
        sha256,
        approves);
  }

  /** The same as the approval of an earlier version with the same texts. */
  RuleSet approving(int waiting) {
    return new RuleSet(
        version,
        author,
        note,
        publishedAtMillis,
        effectiveAtMillis,
        texts,
        countedSinceMillis,
        lifts,
        sha256,
        waiting);
  }

  private static RuleSet make(
      int version,
      List<PublishedText> before,
      Map<String, Long> sinceBefore,
      List<Lift> lifts,
      List<RuleText> texts,
      String author,
      String note,
      long nowMillis) {
    RuleReadResult reading = RuleReader.readPublished(texts);
    if (!reading.problems().isEmpty()) {
      throw new RuleProblemsException(reading.problems());
    }
    List<RuleText> sorted = texts.stream().sorted(Comparator.comparing(RuleText::name)).toList();
    long effectiveAt = effectiveAt(nowMillis);
    Map<Object, Integer> versions = versionsByMeaning(before);
    Map<RuleText, Object> meanings = meanings(reading);
    Map<String, Long> since = new TreeMap<>();
    reading.rules().stream()
        .filter(parsed -> parsed.rule().mode() != RuleMode.OFF)
        .flatMap(parsed -> parsed.rule().signals().values().stream())
        .map(Signal::canonical)
        .forEach(signal -> since.put(signal, sinceBefore.getOrDefault(signal, effectiveAt)));
    return new RuleSet(
        version,
        author,
        note,
        nowMillis,
        effectiveAt,
        sorted.stream()
            .map(
                text -> new PublishedText(text, versions.getOrDefault(meanings.get(text), version)))
            .toList(),
        since,
        lifts,
        sha256Of(sorted),
        0);
  }

  private static Map<Object, Integer> versionsByMeaning(List<PublishedText> texts) {
    Map<RuleText, Object> meanings =
        meanings(RuleReader.readPublished(texts.stream().map(PublishedText::file).toList()));
    Map<Object, Integer> versions = new HashMap<>();
    texts.forEach(text -> versions.put(meanings.get(text.file()), text.version()));
    return versions;
  }

  /** What each text means: a rule what of it judges, and lists, or what is none, the text. */
  private static Map<RuleText, Object> meanings(RuleReadResult reading) {
    Map<RuleText, Object> meanings = new HashMap<>();
    reading.texts().forEach(text -> meanings.put(text, text));
    reading
        .rules()
        .forEach(parsed -> meanings.put(parsed.file(), parsed.rule().withoutDescription()));
    return meanings;
  }

  private static long effectiveAt(long nowMillis) {
    return EvaluationSecond.endOf(nowMillis + LEAD_MILLIS);
  }

  private static String sha256Of(List<RuleText> texts) {
    RecordWriter writer = new RecordWriter(1_024);
    texts.forEach(text -> writer.writeText(text.name()).writeText(text.text()));
    return Sha256.hex(writer.toBytes());
  }

  /** Texts that are no rule set; the message has every problem on a line of its own. */
  public static final class RuleProblemsException extends OperationFailedException {

    private final transient List<Problem> problems;

    RuleProblemsException(List<Problem> problems) {
      super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
      this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
      return problems;
    }
  }
}
