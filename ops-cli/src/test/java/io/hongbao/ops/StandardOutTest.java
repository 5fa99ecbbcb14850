package io.hongbao.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.ops.StandardOut.ReaderGoneException;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LocalKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardOutTest {

  @Test
  void shouldEndACommandQuietlyWhenItsReaderHasGone(@TempDir Path data) {
    // Given a reader that goes after ten lines
    LocalKeys.makeMissing(new DataDirectory(data));
    StringWriter err = new StringWriter();
    Pipe pipe = new Pipe(10, new IOException("Broken pipe"));

    // When
    int status =
        CommandLines.of(new OpsMain())
            .setOut(pipe.writer())
            .setErr(new PrintWriter(err))
            .execute("ticket", "--user", "u", "--count", "1000000", "--data", data.toString());

    // Then
    assertThat(status).isEqualTo(141);
    assertThat(err.toString()).isEmpty();
    assertThat(pipe.refused).isEqualTo(1);
  }

  @Test
  void shouldSayThatADiskIsFull() {
    PrintWriter out = new Pipe(0, new IOException("No space left on device")).writer();

    assertThatThrownBy(() -> out.println("x"))
        .isNotInstanceOf(ReaderGoneException.class)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("standard output")
        .hasRootCauseMessage("No space left on device");
  }

  /** Takes some lines and then no more. */
  private static final class Pipe extends OutputStream {

    private final int most;
    private final IOException failure;
    private int taken;
    private int refused;

    Pipe(int most, IOException failure) {
      this.most = most;
      this.failure = failure;
    }

    /** As {@link System#out} and a command's writer stand before it. */
    PrintWriter writer() {
      return new PrintWriter(
          new PrintStream(StandardOut.of(this), true, StandardCharsets.UTF_8),
          true,
          StandardCharsets.UTF_8);
    }

    @Override
    public void write(int each) throws IOException {
      if (taken == most) {
        refused++;
        throw failure;
      }
      taken += each == '\n' ? 1 : 0;
    }
  }
}
