package io.hongbao.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {

  @TempDir private Path folder;

  private Path file;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user,at\nu1,7\nu2,8\n",
        "\ufeffuser,at\r\nu1,7\r\nu2,8\r\n",
        "\ufeffuser;at\r\nu1;7\r\nu2;8\r\n;\r\n",
        "sep=;\r\nuser;at\r\nu1;7\r\nu2;8",
        "user\tat\ru1\t7\ru2\t8\r",
        "\"user\";\"at\"\n\"u1\";\"7\"\n\"u2\";\"8\"\n",
        "at;note;user;\n7;;u1;\n8;x;u2;\n\n",
        " at , user \n7.0,u1\n8.00,u2\n"
      })
  void shouldReadWhatSpreadsheetsSave(String text) throws IOException {
    write(text, StandardCharsets.UTF_8);

    assertThat(rows()).containsExactly("u1 7", "u2 8");
  }

  @Test
  void shouldKeepWhatStandsBetweenQuotes() throws IOException {
    write("user,at\n\"a,\"\"b\"\"\nc\",7\n", StandardCharsets.UTF_8);

    assertThat(rows()).containsExactly("a,\"b\"\nc 7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.79590E+12        | at '1.79590E+12': a spreadsheet has left out the last digits",
        "1,79590E+12        | at '1,79590E+12': a spreadsheet has left out the last digits",
        "1.795.900.123.456  | at '1.795.900.123.456': expected a whole number without",
        "1 795              | at '1 795': expected a whole number without",
        "7.5                | at '7.5': expected a whole number",
        "########           | at '########': expected a whole number without",
        "99999999999999999999 | at '99999999999999999999': expected a whole number"
      })
  void shouldRefuseANumberThatHasLostDigits(String cell, String message) throws IOException {
    write("user;at\r\nu1;7\r\nu2;" + cell + "\r\n", StandardCharsets.UTF_8);

    assertRefused(file + ":3:4: " + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1795900123456",
        "1.795900123456E+12",
        "1,79590012345600E+12",
        "1795900123456.0",
        "1795900123456,00"
      })
  void shouldReadANumberThatHasAllItsDigits(String cell) throws IOException {
    write("user;at\nu1;" + cell + "\n", StandardCharsets.UTF_8);

    assertThat(rows()).containsExactly("u1 1795900123456");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "user,kind#            | :1:1: no column at, expected a table",
        "user,at,at#           | :1:1: column at stands twice, expected once",
        "user,at#1.38001E+10,7 | :2:1: user '1.38001E+10': a spreadsheet has made a rounded number",
        "user,at#\"u1,7       | :2:1: a quote that is not closed: expected another",
        "user,at#\"u1\"x,7   | :2:5: text behind a quote that was closed: expected the next cell"
      })
  void shouldSayWhatIsWrongAndWhere(String text, String message) throws IOException {
    write(text.replace("#", "\n"), StandardCharsets.UTF_8);

    assertRefused(file + message);
  }

  @Test
  void shouldRefuseAnotherEncoding() throws IOException {
    write("user,at\nJ\u00f6rg,7\n", Charset.forName("windows-1252"));
    assertRefused(file + ":1:1: no text in UTF-8 from about here on, expected a table");

    write("\ufeffuser\tat\nu1\t7\n", StandardCharsets.UTF_16LE);
    assertRefused(file + ":1:1: no text in UTF-8 from about here on, expected a table");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "u1          | u1",
        "=1+1        | '=1+1",
        "+49         | '+49",
        "-u          | '-u",
        "@u          | '@u",
        "'=x         | ''=x",
        "'           | ''",
        "007         | '007",
        "0           | 0",
        "1E5         | '1E5",
        "123456789012345  | 123456789012345",
        "1234567890123456 | '1234567890123456",
        "1E          | 1E",
        "7-11        | 7-11"
      })
  void shouldGuardWhatASpreadsheetWouldChangeAndReadItBack(String text, String cell) {
    assertThat(SpreadsheetCell.guarded(text)).isEqualTo(cell);
    assertThat(SpreadsheetCell.unguarded(cell)).isEqualTo(text);
    assertThat(SpreadsheetCell.unguarded(text)).isEqualTo(text.startsWith("'=") ? "=x" : text);
  }

  private void write(String text, Charset charset) throws IOException {
    file = folder.resolve("table.csv");
    Files.write(file, text.getBytes(charset));
  }

  private List<String> rows() throws IOException {
    List<String> rows = new ArrayList<>();
    CsvFile.read(
        file,
        List.of("user", "at"),
        "a table",
        row -> rows.add(row.text("user") + " " + row.wholeNumber("at")));
    return rows;
  }

  private void assertRefused(String message) {
    assertThatThrownBy(this::rows)
        .isInstanceOf(OperationFailedException.class)
        .hasMessageStartingWith(message);
  }
}
