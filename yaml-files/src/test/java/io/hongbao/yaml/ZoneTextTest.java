package io.hongbao.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneTextTest {

  @ParameterizedTest
  @CsvSource({
    "Asia/Shanghai, Asia/Shanghai",
    "America/Argentina/Buenos_Aires, America/Argentina/Buenos_Aires",
    "UTC, UTC",
    "+08:00, +08:00",
    "+8, +08:00",
    "GMT+8, GMT+08:00",
    "UTC-03:30, UTC-03:30",
    "PRC, PRC"
  })
  void shouldTakeAPlaceOrAnOffset(String text, String zone) {
    assertThat(ZoneText.parse(text).getId()).isEqualTo(zone);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CST           | more than one time zone is called so, expected one by its place: Asia/Shanghai, America/Chicago, America/Havana
          ist           | more than one time zone is called so, expected one by its place: Asia/Kolkata, Europe/Dublin, Asia/Jerusalem
          BST           | more than one time zone is called so, expected one by its place: Europe/London, Asia/Dhaka
          EST           | more than one time zone is called so, expected one by its place: America/New_York, America/Panama, Australia/Sydney
          MST           | more than one time zone is called so, expected one by its place: America/Denver, America/Phoenix, Asia/Kuala_Lumpur
          PST           | more than one time zone is called so, expected one by its place: America/Los_Angeles, Asia/Manila
          JST           | an abbreviation, expected a time zone by its place: Asia/Tokyo
          Etc/GMT+8     | its sign means the opposite (Etc/GMT+8 is 8 hours behind UTC), expected an offset such as +08:00, or a place such as Asia/Shanghai
          Beijing       | expected a time zone, such as Asia/Tokyo (did you mean Asia/Shanghai?)
          Asia/Beijing  | expected a time zone, such as Asia/Tokyo (did you mean Asia/Shanghai?)
          Shanghai      | expected a time zone, such as Asia/Tokyo (did you mean Asia/Shanghai?)
          new york      | expected a time zone, such as Asia/Tokyo (did you mean America/New_York?)
          ASIA/SHANGHAI | expected a time zone, such as Asia/Tokyo (did you mean Asia/Shanghai?)
          utc           | expected a time zone, such as Asia/Tokyo (did you mean UTC?)
          Europe/Berlni | expected a time zone, such as Asia/Tokyo (did you mean Europe/Berlin?)
          XYZ           | expected a time zone, such as Asia/Tokyo
          +25:00        | expected a time zone, such as Asia/Tokyo
          """)
  void shouldNameTheZonesThatMayBeMeant(String text, String message) {
    assertThatThrownBy(() -> ZoneText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
