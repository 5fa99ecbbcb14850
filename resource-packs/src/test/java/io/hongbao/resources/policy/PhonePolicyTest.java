package io.hongbao.resources.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.resources.policy.PhonePolicy.CalmText;
import io.hongbao.resources.policy.PhonePolicy.Pauses;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhonePolicyTest {

  static final PhonePolicy POLICY =
      new PhonePolicy(
          7,
          5_000,
          new Pauses(400, 4_000),
          new Pauses(1_000, 30_000),
          600_000,
          true,
          Optional.of("https://static.example/hongbao/policy.json"),
          List.of(new AccessPoint("https://gz.example:8443", "telecom", "south", 3)),
          Optional.of(new CalmText("休息一下", "Back \"soon\".")));

  private static final String JSON =
      """
      {"version":7,"turnMillis":5000,"retry":{"firstMs":400,"longestMs":4000},\
      "reconnect":{"firstMs":1000,"longestMs":30000},\
      "prefetch":{"windowMs":600000,"wifiOnly":true},\
      "staticUrl":"https://static.example/hongbao/policy.json",\
      "accessPoints":[{"origin":"https://gz.example:8443","carrier":"telecom","region":"south",\
      "weight":3}],"calm":{"title":"休息一下","text":"Back \\"soon\\"."}}""";

  private static PhonePolicy with(List<AccessPoint> points) {
    return new PhonePolicy(
        7,
        0,
        POLICY.retry(),
        POLICY.reconnect(),
        0,
        false,
        Optional.empty(),
        points,
        Optional.empty());
  }

  @Test
  void shouldAlwaysWriteTheSameText() {
    assertThat(POLICY.toJson()).isEqualTo(JSON);
    assertThat(PhonePolicy.parse(JSON)).isEqualTo(POLICY);
    assertThat(PhonePolicy.parse(PhonePolicy.BUILT_IN.toJson())).isEqualTo(PhonePolicy.BUILT_IN);
  }

  @Test
  void shouldPassOverMembersThatALaterVersionHas() {
    assertThat(PhonePolicy.parse(JSON.replace("{\"version\"", "{\"more\":[1],\"version\"")))
        .isEqualTo(POLICY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "version":7        | "version":-1            | version -1: expected 0 to 2147483647
          "version":7        | "version":2147483648    | a number is too large
          "version":7        | "version":"7"           | version "7": expected a whole number
          "turnMillis":5000  | "turnMillis":99         | turn in ms 99: expected 100 to 600000
          "firstMs":400      | "firstMs":4001          | longest pause in ms 4000: expected 4001 to 600000
          "windowMs":600000  | "windowMs":86400001     | prefetch window in ms 86400001: expected 0 to 86400000
          "weight":3         | "weight":0              | weight 0: expected 1 to 1000
          "carrier":"telecom" | "carrier":"Telecom"    | carrier 'Telecom': expected 1 to 40 of a-z, 0-9 and '-'
          "prefetch"         | "fetch"                 | expected 'prefetch'
          """)
  void shouldRefuseWhatIsOutOfBounds(String from, String to, String why) {
    assertThatThrownBy(() -> PhonePolicy.parse(JSON.replace(from, to)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gz.example",
        "ftp://gz.example",
        "https://",
        "https://GZ.example",
        "https://gz.example/",
        "https://gz.example?a",
        "https://user@gz.example",
        "https://gz.example#a",
        "https://gz example"
      })
  void shouldTakeNothingButAnOrigin(String origin) {
    assertThatThrownBy(() -> new AccessPoint(origin, "", "", 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseAnAccessPointThatStandsTwice() {
    AccessPoint point = new AccessPoint("https://a.example", "telecom", "", 1);
    AccessPoint heavier = new AccessPoint("https://a.example", "telecom", "", 2);
    AccessPoint others = new AccessPoint("https://a.example", "mobile", "", 1);

    assertThat(with(List.of(point, others)).accessPoints()).hasSize(2);
    assertThatThrownBy(() -> with(List.of(point, heavier)))
        .hasMessage(
            "access point https://a.example stands twice for the same carrier and region: expected"
                + " once");
  }

  @Test
  void shouldRefuseMoreBytesThanAPhoneShallFetch() {
    List<AccessPoint> points =
        IntStream.range(0, PhonePolicy.MAX_ACCESS_POINTS)
            .mapToObj(
                i -> {
                  String host = "a".repeat(52) + "." + "b".repeat(56) + (100 + i);
                  return new AccessPoint(
                      "https://" + host, "c".repeat(40), "d".repeat(40), AccessPoint.MAX_WEIGHT);
                })
            .toList();
    assertThat(with(points.subList(0, 60)).toJson().length()).isLessThan(PhonePolicy.MAX_BYTES);

    assertThatThrownBy(with(points)::toJson).hasMessageEndingWith("expected 1 to 16384");
  }
}
