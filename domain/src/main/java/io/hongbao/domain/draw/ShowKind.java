package io.hongbao.domain.draw;

import io.hongbao.domain.Names;
import java.util.Locale;
import java.util.Objects;

/**
 * What a show is played for, and which phones see it. It is drawn the same whatever it is, and it
 * never changes: a plan of another kind does not follow.
 *
 * @param group the test group whose phones see the show: the claim {@code group} of their tickets.
 *     Empty for a live show, which phones without a group see, and for a shadow show that every
 *     group sees
 */
public record ShowKind(Purpose purpose, String group) {

  /** What shows are played for. */
  public enum Purpose {
    /** For everybody, and for money. */
    LIVE,
    /** For real, on the production system, by a test group; its packets are never paid. */
    SHADOW,
    /** To warm a system up: nothing is won, and nobody counts what happens in it. */
    PRACTICE
  }

  public static final ShowKind LIVE = new ShowKind(Purpose.LIVE, "");

  public ShowKind {
    Objects.requireNonNull(purpose, "purpose");
    if (!group.isEmpty()) {
      Names.requireId("group", group);
    }
    boolean needsGroup = purpose == Purpose.PRACTICE;
    boolean mayHaveGroup = purpose != Purpose.LIVE;
    if (group.isEmpty() ? needsGroup : !mayHaveGroup) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "group '%s' of a %s show: expected %s",
              group,
              label(purpose),
              needsGroup ? "one" : "none"));
    }
  }

  /**
   * A shadow show.
   *
   * @param group empty if every group sees it
   */
  public static ShowKind shadowFor(String group) {
    return new ShowKind(Purpose.SHADOW, group);
  }

  /** A practice show that only tickets of its own group reach. */
  public static ShowKind practiceFor(String group) {
    return new ShowKind(Purpose.PRACTICE, group);
  }

  public boolean isLive() {
    return purpose == Purpose.LIVE;
  }

  public boolean isShadow() {
    return purpose == Purpose.SHADOW;
  }

  public boolean isPractice() {
    return purpose == Purpose.PRACTICE;
  }

  /**
   * Refuses a wave that wins in a practice show. Nobody counts what happens there, so nothing must.
   *
   * @throws IllegalArgumentException naming the wave
   */
  public void requireAllowed(String waveId, Odds odds) {
    if (isPractice() && odds.share().signum() != 0) {
      throw new IllegalArgumentException(
          "wave " + waveId + " of a practice show has odds of " + odds + ": expected 0");
    }
  }

  /** Whether some phone would see both shows, so that the one activated later hides the other. */
  public boolean sharesPhonesWith(ShowKind other) {
    boolean isEveryGroups = isShadow() && (group.isEmpty() || other.group.isEmpty());
    return purpose == other.purpose && (isEveryGroups || group.equals(other.group));
  }

  /** As people read it: {@code live}, {@code shadow} or {@code practice}. */
  public String label() {
    return label(purpose);
  }

  /** The phones that see it, as people read it: {@code every group}, {@code group crew}. */
  public String phones() {
    if (isLive()) {
      return "everybody";
    }
    return group.isEmpty() ? "every group" : "group " + group;
  }

  private static String label(Purpose purpose) {
    return purpose.name().toLowerCase(Locale.ROOT);
  }
}
