package io.hongbao.domain.draw;

import static io.hongbao.domain.draw.ShowKind.LIVE;
import static io.hongbao.domain.draw.ShowKind.practiceFor;
import static io.hongbao.domain.draw.ShowKind.shadowFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.draw.ShowKind.Purpose;
import org.junit.jupiter.api.Test;

class ShowKindTest {

  private static final ShowKind EVERY_GROUPS = shadowFor("");
  private static final ShowKind CREW = shadowFor("crew");

  @Test
  void shouldNameAGroupWhereThereIsOneAlone() {
    assertThat(EVERY_GROUPS.isShadow()).isTrue();
    assertThat(CREW.label()).isEqualTo("shadow");
    assertThatThrownBy(() -> new ShowKind(Purpose.LIVE, "crew"))
        .hasMessage("group 'crew' of a live show: expected none");
    assertThatThrownBy(() -> practiceFor(""))
        .hasMessage("group '' of a practice show: expected one");
    assertThatThrownBy(() -> shadowFor("The Crew"))
        .hasMessage("group 'The Crew': expected 1 to 40 of a-z, 0-9 and '-'");
  }

  @Test
  void shouldSayWhichShowsHideEachOther() {
    assertThat(LIVE.sharesPhonesWith(LIVE)).isTrue();
    assertThat(LIVE.sharesPhonesWith(EVERY_GROUPS)).isFalse();
    assertThat(EVERY_GROUPS.sharesPhonesWith(LIVE)).isFalse();
    assertThat(CREW.sharesPhonesWith(CREW)).isTrue();
    assertThat(CREW.sharesPhonesWith(shadowFor("press"))).isFalse();
    assertThat(CREW.sharesPhonesWith(EVERY_GROUPS)).isTrue();
    assertThat(EVERY_GROUPS.sharesPhonesWith(CREW)).isTrue();
    assertThat(practiceFor("crew").sharesPhonesWith(CREW)).isFalse();
  }
}
