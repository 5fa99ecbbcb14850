package io.hongbao.rules.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.wire.records.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RiskNoteJsonTest {

  @Test
  void shouldTravelAsJson() {
    for (RiskNote note :
        List.of(RiskNote.inForce(3, 1, 2, 99), RiskNote.errors(3, "ratio", 17, 0, 2, 99))) {
      assertThat(RiskNoteJson.decode(RiskNoteJson.encode(note))).isEqualTo(note);
    }
  }

  @Test
  void shouldRefuseWhatIsNoNote() {
    for (String none : List.of("", "{}", "[]", "{\"format\":1,\"note\":\"LOUD\"}")) {
      assertThatThrownBy(() -> RiskNoteJson.decode(none.getBytes(StandardCharsets.UTF_8)))
          .as(none)
          .isInstanceOf(MalformedRecordException.class);
    }
  }
}
