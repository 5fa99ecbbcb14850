package io.hongbao.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearNamesTest {

  @Test
  void shouldCountLettersLeftOutAddedReplacedAndSwapped() {
    assertThat(NearNames.distance("cola", "cola")).isZero();
    assertThat(NearNames.distance("cola", "ola")).isEqualTo(1);
    assertThat(NearNames.distance("cola", "colla")).isEqualTo(1);
    assertThat(NearNames.distance("cola", "cora")).isEqualTo(1);
    assertThat(NearNames.distance("coal", "cola")).isEqualTo(1);
    assertThat(NearNames.distance("", "cola")).isEqualTo(4);
    assertThat(NearNames.distance("kitten", "sitting")).isEqualTo(3);
  }

  @Test
  void shouldPointOutTheNearestName() {
    assertThat(NearNames.listed("tae", List.of("cola", "tea", "teas")))
        .isEqualTo("cola, tea, teas (did you mean tea?)");
  }

  @Test
  void shouldPointOutNothingThatIsFar() {
    assertThat(NearNames.listed("bank", List.of("cola", "tea"))).isEqualTo("cola, tea");
  }

  @Test
  void shouldNotListHundredsOfNames() {
    List<String> names = IntStream.range(0, 200).mapToObj(i -> "enterprise-" + i).toList();

    assertThat(NearNames.listed("x", names)).endsWith("enterprise-11, …");
  }
}
