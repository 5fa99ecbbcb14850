package io.hongbao.rules.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsTest {

  @TempDir private Path folder;

  @Test
  void shouldReadBackWhatWasWritten() throws IOException {
    Path file = folder.resolve("labels.csv");

    new Labels(Map.of("u,1", "human", "b1", "hammer")).write(file);

    assertThat(Files.readString(file)).isEqualTo("user,kind\nb1,hammer\n\"u,1\",human\n");
    Labels labels = Labels.read(file);
    assertThat(labels.kindOf("u,1")).contains("human");
    assertThat(labels.kindOf("b1")).contains("hammer");
    assertThat(labels.kindOf("u2")).isEmpty();
    assertThat(labels.isBot("b1")).isTrue();
    assertThat(labels.isBot("u,1")).isFalse();
  }

  @Test
  void shouldNameTheLineThatIsNone() throws IOException {
    Path file = folder.resolve("labels.csv");

    Files.writeString(file, "user,label\nu1,human\n");
    assertThatThrownBy(() -> Labels.read(file))
        .hasMessage(file + ":1:1: no column kind, expected labels with the columns user and kind");

    Files.writeString(file, "user,kind\nu1,human\nu2\n");
    assertThatThrownBy(() -> Labels.read(file))
        .hasMessage(file + ":3:3: kind '': expected a name without spaces at its ends");
  }

  @Test
  void shouldReadWhatASpreadsheetHasSaved() throws IOException {
    Path file = folder.resolve("labels.csv");
    new Labels(Map.of("=u1", "human", "007", "hammer")).write(file);
    assertThat(Files.readString(file)).isEqualTo("user,kind\n'007,hammer\n'=u1,human\n");

    Files.writeString(
        file, "\ufeff" + Files.readString(file).replace(",", ";").replace("\n", "\r\n") + ";\r\n");

    Labels labels = Labels.read(file);
    assertThat(labels.kindOf("=u1")).contains("human");
    assertThat(labels.kindOf("007")).contains("hammer");
    assertThat(labels.size()).isEqualTo(2);
  }

  @Test
  void shouldRefuseLabelsThatWouldCountOtherwiseThanMeant() throws IOException {
    Path file = folder.resolve("labels.csv");

    Files.writeString(file, "user,kind\nu1,Human\n");
    assertThatThrownBy(() -> Labels.read(file))
        .hasMessage(file + ":2:4: kind 'Human': expected human for people");

    Files.writeString(file, "user,kind\nu1,human\nu1,hammer\n");
    assertThatThrownBy(() -> Labels.read(file))
        .hasMessage(file + ":3:1: user 'u1': stands before as human, expected one kind");

    Files.writeString(file, "user,kind\n u1,human\n");
    assertThatThrownBy(() -> Labels.read(file))
        .hasMessage(file + ":2:1: user ' u1': expected a name without spaces at its ends");
  }
}
