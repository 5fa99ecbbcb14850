package io.hongbao.yaml;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Time zones as people write them: a place of the tz database, {@code UTC}, or an offset such as
 * {@code +08:00}, {@code GMT+8} or {@code UTC+8}.
 *
 * <p>An abbreviation is none, even where Java has a zone of that name: CST is the time of Shanghai,
 * of Chicago and of Havana, and newer versions of Java know more of them than older ones.
 */
public final class ZoneText {

  private static final String EXPECTED = "expected a time zone, such as Asia/Tokyo";

  /** A sign that means the opposite of what people read: Etc/GMT+8 is 8 hours behind UTC. */
  private static final Pattern INVERTED = Pattern.compile("(?i)Etc/GMT[+-][0-9]{1,2}");

  private static final Map<String, List<String>> ABBREVIATIONS =
      Map.ofEntries(
          Map.entry("ACST", List.of("Australia/Darwin", "Australia/Adelaide")),
          Map.entry("ADT", List.of("America/Halifax")),
          Map.entry("AEDT", List.of("Australia/Sydney")),
          Map.entry("AEST", List.of("Australia/Brisbane", "Australia/Sydney")),
          Map.entry("AST", List.of("America/Halifax", "Asia/Riyadh")),
          Map.entry("AWST", List.of("Australia/Perth")),
          Map.entry("BST", List.of("Europe/London", "Asia/Dhaka")),
          Map.entry("CDT", List.of("America/Chicago", "America/Havana")),
          Map.entry("CEST", List.of("Europe/Paris", "Europe/Berlin")),
          Map.entry("CST", List.of("Asia/Shanghai", "America/Chicago", "America/Havana")),
          Map.entry("EDT", List.of("America/New_York")),
          Map.entry("EEST", List.of("Europe/Athens", "Europe/Kiev")),
          Map.entry("EST", List.of("America/New_York", "America/Panama", "Australia/Sydney")),
          Map.entry("GST", List.of("Asia/Dubai", "Atlantic/South_Georgia")),
          Map.entry("HKT", List.of("Asia/Hong_Kong")),
          Map.entry("HST", List.of("Pacific/Honolulu")),
          Map.entry("ICT", List.of("Asia/Bangkok", "Asia/Ho_Chi_Minh")),
          Map.entry("IRST", List.of("Asia/Tehran")),
          Map.entry("IST", List.of("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem")),
          Map.entry("JST", List.of("Asia/Tokyo")),
          Map.entry("KST", List.of("Asia/Seoul")),
          Map.entry("MDT", List.of("America/Denver")),
          Map.entry("MSK", List.of("Europe/Moscow")),
          Map.entry("MST", List.of("America/Denver", "America/Phoenix", "Asia/Kuala_Lumpur")),
          Map.entry("MYT", List.of("Asia/Kuala_Lumpur")),
          Map.entry("NZDT", List.of("Pacific/Auckland")),
          Map.entry("NZST", List.of("Pacific/Auckland")),
          Map.entry("PDT", List.of("America/Los_Angeles")),
          Map.entry("PHT", List.of("Asia/Manila")),
          Map.entry("PKT", List.of("Asia/Karachi")),
          Map.entry("PST", List.of("America/Los_Angeles", "Asia/Manila")),
          Map.entry("SAST", List.of("Africa/Johannesburg")),
          Map.entry("SGT", List.of("Asia/Singapore")),
          Map.entry("SST", List.of("Asia/Singapore", "Pacific/Pago_Pago")),
          Map.entry("TRT", List.of("Europe/Istanbul")),
          Map.entry("WEST", List.of("Europe/Lisbon")),
          Map.entry("WIB", List.of("Asia/Jakarta")));

  /** Places that people name and the tz database does not. */
  private static final Map<String, String> PLACES =
      Map.ofEntries(
          Map.entry("BEIJING", "Asia/Shanghai"),
          Map.entry("PEKING", "Asia/Shanghai"),
          Map.entry("GUANGZHOU", "Asia/Shanghai"),
          Map.entry("SHENZHEN", "Asia/Shanghai"),
          Map.entry("CHINA", "Asia/Shanghai"),
          Map.entry("CHINA_STANDARD_TIME", "Asia/Shanghai"),
          Map.entry("DELHI", "Asia/Kolkata"),
          Map.entry("NEW_DELHI", "Asia/Kolkata"),
          Map.entry("MUMBAI", "Asia/Kolkata"),
          Map.entry("INDIA", "Asia/Kolkata"),
          Map.entry("HANOI", "Asia/Ho_Chi_Minh"),
          Map.entry("OSAKA", "Asia/Tokyo"),
          Map.entry("WASHINGTON", "America/New_York"),
          Map.entry("SAN_FRANCISCO", "America/Los_Angeles"),
          Map.entry("MUNICH", "Europe/Berlin"),
          Map.entry("FRANKFURT", "Europe/Berlin"));

  private ZoneText() {}

  /**
   * The zone that a text names.
   *
   * @throws IllegalArgumentException if it names none, or more than one; the message names those
   *     that may be meant
   */
  public static ZoneId parse(String text) {
    List<String> abbreviated = ABBREVIATIONS.get(text.toUpperCase(Locale.ROOT));
    if (abbreviated != null) {
      throw new IllegalArgumentException(
          abbreviated.size() == 1
              ? "an abbreviation, expected a time zone by its place: " + abbreviated.get(0)
              : "more than one time zone is called so, expected one by its place: "
                  + String.join(", ", abbreviated));
    }
    if (INVERTED.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "its sign means the opposite (Etc/GMT+8 is 8 hours behind UTC), expected an offset such"
              + " as +08:00, or a place such as Asia/Shanghai");
    }
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      String meant = meant(text).map(near -> " (did you mean " + near + "?)").orElse("");
      throw new IllegalArgumentException(EXPECTED + meant, e);
    }
  }

  /** By another spelling, by the city alone, by another name of it, or by a slip. */
  private static Optional<String> meant(String text) {
    String name = text.strip().replace(' ', '_');
    Collection<String> all = new TreeSet<>(ZoneId.getAvailableZoneIds());
    String upper = name.toUpperCase(Locale.ROOT);
    String city = upper.substring(upper.lastIndexOf('/') + 1);
    return all.stream()
        .filter(id -> id.equalsIgnoreCase(name))
        .findFirst()
        .or(() -> Optional.ofNullable(PLACES.get(city)))
        .or(
            () ->
                all.stream()
                    .filter(id -> id.toUpperCase(Locale.ROOT).endsWith('/' + city))
                    .findFirst())
        .or(() -> NearNames.nearest(name, all.stream().filter(id -> id.contains("/")).toList()));
  }
}
