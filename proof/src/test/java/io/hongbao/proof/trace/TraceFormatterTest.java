package io.hongbao.proof.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.audit.RecordPosition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceFormatterTest {

  private static final RecordView SHAKE =
      new RecordView(RecordPosition.ofShakes(3, 1024), 1_802_003_400_700L, "shake", fields());

  private static final ShakeTrace WAY =
      new ShakeTrace("gala", 3, "u\n1", new ShakeId("first", 17), "MISS", List.of(SHAKE), 2);

  @Test
  void shouldShowARecordWithInstantsThatPeopleRead() {
    assertThat(TraceFormatter.toText(SHAKE))
        .isEqualTo(
            """
            shakes/3/1024  2027-02-07T12:30:00.700Z  shake
              user         u\\u000a1
              stampMillis  1802003400650 (2027-02-07T12:30:00.650Z)
              sinceMillis  0
              ownRepeat    false
            """);
  }

  @Test
  void shouldShowAWay() {
    assertThat(TraceFormatter.toText(List.of(WAY)))
        .isEqualTo(
            """
            shake first-17 of u\\u000a1 in show gala, bucket 3: MISS
              shakes/3/1024  2027-02-07T12:30:00.700Z  shake
                user         u\\u000a1
                stampMillis  1802003400650 (2027-02-07T12:30:00.650Z)
                sinceMillis  0
                ownRepeat    false
              and 2 more records
            """);
  }

  @Test
  void shouldGiveOneObjectOfJson() {
    String record =
        """
        {"at":"shakes/3/1024","appendedAtMillis":1802003400700,"kind":"shake","user":"u\\n1",\
        "stampMillis":1802003400650,"sinceMillis":0,"device":"","ownRepeat":false}""";

    assertThat(TraceFormatter.toJson(SHAKE)).isEqualTo(record);
    assertThat(TraceFormatter.toJson(List.of(WAY)))
        .isEqualTo(
            String.format(
                Locale.ROOT,
                """
            {"ways":[{"show":"gala","bucket":3,"user":"u\\n1","shakeId":"first-17",\
            "drawnAgain":"MISS","records":[%s],"moreRecords":2}]}""",
                record));
  }

  private static Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("user", "u\n1");
    fields.put("stampMillis", 1_802_003_400_650L);
    fields.put("sinceMillis", 0L);
    fields.put("device", "");
    fields.put("ownRepeat", false);
    return fields;
  }
}
