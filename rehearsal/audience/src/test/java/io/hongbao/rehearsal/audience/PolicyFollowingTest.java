package io.hongbao.rehearsal.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFollowingTest {

  private static final byte[] POLICY = "\"policy\":".getBytes(UTF_8);

  private final PolicyFollowing following = new PolicyFollowing(4, seconds(100));

  private static long seconds(double seconds) {
    return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void shouldTakeTheFirstPolicyForOneThatEveryPhoneHas() {
    assertThat(following.hears(0, 3, seconds(101))).isFalse();
    assertThat(following.hears(1, 3, seconds(102))).isFalse();
    assertThat(following.hears(2, 2, seconds(103))).isFalse();
    assertThat(following.report().changes()).isEmpty();
  }

  @Test
  void shouldCountWhoFollowsFromTheFirstWhoHearsOn() {
    assertThat(following.hears(0, 3, seconds(101))).isFalse();
    assertThat(following.hears(1, 4, seconds(110))).isTrue();
    assertThat(following.hears(0, 4, seconds(111))).isTrue();
    following.fetched(1, 4, seconds(110.05));
    following.fetched(0, 4, seconds(111.55));
    following.fetched(0, 4, seconds(112));
    assertThat(following.hears(0, 4, seconds(113))).isFalse();

    PolicyReport report = following.report();

    PolicyReport.Change change = report.changes().get(0);
    assertThat(report.changes()).hasSize(1);
    assertThat(change.version()).isEqualTo(4);
    assertThat(change.atSeconds()).isEqualTo(10);
    assertThat(change.followed()).isEqualTo(2);
    assertThat(report.shareAfter(change, 1)).isEqualTo(0.25);
    assertThat(report.shareAfter(change, 2)).isEqualTo(0.5);
    assertThat(report.secondsTo(change, 0.25)).hasValue(0.1);
    assertThat(report.secondsTo(change, 0.5).orElseThrow()).isBetween(1.59, 1.61);
    assertThat(report.secondsTo(change, 0.75)).isEmpty();
    assertThat(PolicyReportFormatter.table(report))
        .isEqualTo(
            """
            policy 4    first heard of after 10.0 s; 2 of 4 phones follow: half after 1.6 s, 90 % \
            after never, 99 % after never
              share     1 s 25.0 %, 2 s 50.0 %, 3 s 50.0 %, 5 s 50.0 %, 10 s 50.0 %, 20 s 50.0 %
            """);
  }

  @Test
  void shouldCountWhoGoesPastAChangeAsAFollowerOfIt() {
    assertThat(following.hears(0, 1, seconds(101))).isFalse();
    assertThat(following.hears(0, 2, seconds(102))).isTrue();
    assertThat(following.hears(1, 3, seconds(103))).isTrue();

    following.fetched(0, 3, seconds(103));

    assertThat(following.report().changes())
        .extracting(PolicyReport.Change::followed)
        .isEqualTo(List.of(1, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"plan":1,"policy":7,"result":"MISS"}                         | 7
          {"call":"shake","retryAfterMs":1000,"plan":1,"policy":12}     | 12
          {"plan":1,"policy":2147483647}                                | 2147483647
          {"plan":1,"policy":2147483648}                                | -1
          {"plan":1,"policy":99999999999999999999999999}                | -1
          {"plan":1,"policy":}                                          | -1
          {"plan":1}                                                    | -1
          {"policy":                                                    | -1
          """)
  void shouldFindTheNumberInWhateverAnEdgeSays(String body, int number) {
    assertThat(PolicyBehavior.numberBehind(POLICY, body.getBytes(UTF_8))).isEqualTo(number);
  }
}
