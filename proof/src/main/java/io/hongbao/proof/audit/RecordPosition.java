package io.hongbao.proof.audit;

import io.hongbao.kafka.Topics;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a record stands: written {@code TOPIC/PARTITION/OFFSET}, as {@code trace --at} takes it.
 */
public record RecordPosition(String topic, int partition, long offset) {

  private static final Pattern FORM = Pattern.compile("([a-z-]{1,40})/([0-9]{1,9})/([0-9]{1,18})");

  /** In the log. */
  public static RecordPosition ofShakes(int partition, long offset) {
    return new RecordPosition(Topics.SHAKES, partition, offset);
  }

  /**
   * Reads a position.
   *
   * @throws IllegalArgumentException if it is of another form
   */
  public static RecordPosition parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "': expected TOPIC/PARTITION/OFFSET, such as shakes/3/1024");
    }
    return new RecordPosition(
        matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
  }

  @Override
  public String toString() {
    return topic + '/' + partition + '/' + offset;
  }
}
