package io.hongbao.proof.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {

  private static final LogRow SHAKE = Rows.shake(Rows.T0 + 7, "u,1 \"one\"\n", "dev", "::1", 3);
  private static final LogRow WIN = Rows.win(Rows.T0 + 9, "=u2", "first.1.0", 188);

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("export.csv");
  }

  @Test
  void shouldReadBackWhatWasWritten() throws IOException {
    write(SHAKE, WIN);

    assertThat(read()).containsExactly(SHAKE, WIN);
  }

  @Test
  void shouldBeginWithTheNamesOfTheColumns() throws IOException {
    write(WIN);

    assertThat(Files.readString(file))
        .isEqualTo(
            """
            kind,at_ms,stamp_ms,partition,offset,show,wave,turn,user,device,address,risk,repeats,own_repeat,edge,outcome,packet,enterprise,amount_fen
            win,1802003400009,1802003400009,2,9,gala,first,0,'=u2,,,watch,0,0,,PACKET,first.1.0,cola,188
            """);
  }

  @Test
  void shouldLetTwoExportsWriteTheSameFileEachWhole() throws IOException {
    try (RowWriter first = RowWriter.create(file);
        RowWriter second = RowWriter.create(file)) {
      first.write(SHAKE);
      second.write(WIN);
      first.finish();
      assertThat(read()).containsExactly(SHAKE);
      second.finish();
    }

    assertThat(read()).containsExactly(WIN);
    assertThat(folder.toFile().list()).containsExactly("export.csv");
  }

  @Test
  void shouldKeepTheFormerFileUntilTheNewOneIsWhole() throws IOException {
    // Given
    write(WIN);

    // When
    try (RowWriter cutOff = RowWriter.create(file)) {
      cutOff.write(SHAKE);
    }

    // Then
    assertThat(read()).containsExactly(WIN);
    assertThat(folder.toFile().list()).containsExactly("export.csv");
  }

  @Test
  void shouldNameFileAndLineOfWhatIsNoRow() throws IOException {
    write(WIN);
    Files.writeString(file, Files.readString(file).replace(",188", ",much"));

    assertThatThrownBy(this::read)
        .isInstanceOf(OperationFailedException.class)
        .hasMessageStartingWith(file + ":2:90: amount_fen 'much': ")
        .hasMessageContaining("much");
  }

  @Test
  void shouldReadWhatASpreadsheetHasSavedAndRefuseWhatItHasRounded() throws IOException {
    LogRow shake = Rows.shake(Rows.T0 + 7, "007", "'=d", "2001:db8:0:0:0:0:0:77", 3);
    write(shake, WIN);
    String saved = Files.readString(file).replace(",", ";").replace("\n", "\r\n");

    Files.writeString(file, "\ufeff" + saved);
    assertThat(read()).containsExactly(shake, WIN);

    Files.writeString(file, saved.replace("win;1802003400009;", "win;1.80200E+12;"));
    assertThatThrownBy(this::read)
        .isInstanceOf(OperationFailedException.class)
        .hasMessageStartingWith(file + ":3:5: at_ms '1.80200E+12': a spreadsheet has left out");
  }

  @Test
  void shouldNameTheColumnsThatAreMissing() throws IOException {
    Files.writeString(file, "user,kind\nu1,human\n");

    assertThatThrownBy(this::read)
        .isInstanceOf(OperationFailedException.class)
        .hasMessageStartingWith(file + ":1:1: no column address, amount_fen, at_ms, ");
  }

  private void write(LogRow... rows) throws IOException {
    try (RowWriter writer = RowWriter.create(file)) {
      for (LogRow row : rows) {
        writer.write(row);
      }
      writer.finish();
    }
  }

  private List<LogRow> read() throws IOException {
    List<LogRow> rows = new ArrayList<>();
    RowReader.read(file, rows::add);
    return rows;
  }
}
