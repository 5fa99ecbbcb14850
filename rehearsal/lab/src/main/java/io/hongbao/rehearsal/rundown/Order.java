package io.hongbao.rehearsal.rundown;

import io.hongbao.show.live.ShowOperator.Cue;
import io.hongbao.yaml.DurationFormatter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/** What a step of a script asks for; its text is what people read in the report. */
public sealed interface Order {

  /** Makes the plan of a campaign file known. */
  record StageFile(Path campaign) implements Order {
    @Override
    public String toString() {
      return "stage " + campaign.getFileName();
    }
  }

  /** Puts the staged plan in force. */
  record Activate() implements Order {
    @Override
    public String toString() {
      return "activate";
    }
  }

  /**
   * Moves a wave.
   *
   * @param shiftMillis of the show, before it is scaled; empty for as soon as can be
   */
  record CueWave(String wave, OptionalLong shiftMillis) implements Order {
    @Override
    public String toString() {
      return "cue " + wave + " " + new Cue(shiftMillis).text();
    }
  }

  /** Pauses a wave, or resumes it. */
  record PauseWave(String wave, boolean paused) implements Order {
    @Override
    public String toString() {
      return (paused ? "pause " : "resume ") + wave;
    }
  }

  /** Sets how edges treat shakes. */
  record ChangeMode(int number, String reason) implements Order {
    @Override
    public String toString() {
      return "mode " + number + ": " + reason;
    }
  }

  /** Lets phones shake at another rate. */
  record ChangeRate(int perSecond) implements Order {
    @Override
    public String toString() {
      return "rate " + perSecond + " a second";
    }
  }

  /** Does something to the process of a part. */
  record SignalPart(PartSignal signal, String part) implements Order {
    @Override
    public String toString() {
      return signal.word() + " " + part;
    }
  }

  /** Ends the show at once. */
  record EndShow() implements Order {
    @Override
    public String toString() {
      return "end now";
    }
  }

  /** What must hold at that time. */
  sealed interface Expectation extends Order {}

  /**
   * Every edge that answers says so of a wave.
   *
   * @param within how long that may take; never scaled, zero if it must be so at once
   */
  record WaveIs(String wave, WaveCondition condition, Duration within) implements Expectation {
    @Override
    public String toString() {
      return "expect "
          + wave
          + " is "
          + condition.word()
          + (within.isZero() ? "" : " within " + DurationFormatter.format(within.toMillis()));
    }
  }

  /**
   * Answers come soon enough.
   *
   * @param p99 below which 99 of 100 answers take; never scaled
   * @param within the last so long of the show, before it is scaled
   */
  record AnswersWithin(Duration p99, Duration within) implements Expectation {
    @Override
    public String toString() {
      return "expect p99 below "
          + DurationFormatter.format(p99.toMillis())
          + " of the last "
          + DurationFormatter.format(within.toMillis());
    }
  }

  /** The audience has heard its last answers, and the audit of the log finds nothing. */
  record AuditPasses() implements Expectation {
    @Override
    public String toString() {
      return "expect audit passes";
    }
  }

  /** What can be done to a process. */
  enum PartSignal {
    KILL("kill", "KILL"),
    STOP("stop", "STOP"),
    GO_ON("go-on", "CONT");

    private final String word;
    private final String signal;

    PartSignal(String word, String signal) {
      this.word = word;
      this.signal = signal;
    }

    /** As a script has it. */
    String word() {
      return word;
    }

    /** The signal's name without SIG. */
    String signal() {
      return signal;
    }
  }

  /** How a wave may stand. */
  enum WaveCondition {
    WAITING("waiting"),
    OPEN("open"),
    CLOSED("closed"),
    PAUSED("paused");

    private final String word;

    WaveCondition(String word) {
      this.word = word;
    }

    /** As a script has it. */
    String word() {
      return word;
    }
  }
}
