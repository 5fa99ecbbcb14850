package io.hongbao.ops;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.campaign.Envelope;
import io.hongbao.domain.campaign.Yuan;
import io.hongbao.files.FileErrorFormatter;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.ops.system.ShowSystem;
import io.hongbao.show.campaign.EnvelopeFile;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.EnvelopeRecord;
import io.hongbao.wire.records.OpRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Bounds what a show may give away. */
@Command(
    name = "envelope",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Bounds what a show may give away: a second person signs the file with the approver's key.",
      "From then on the show's plans are refused beyond it; a later envelope replaces it. An"
          + " envelope that the plan in force is outside of is refused."
    })
final class ShowEnvelopeCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The envelope file.")
  private Path file;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = "The approver's private key, as ./hongbao show approver-key makes it.")
  private Path key;

  @Mixin private AuthorOption author;
  @Mixin private SystemOptions system;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EnvelopeFile.Reading reading = EnvelopeFile.read(file, Instant.now());
    if (reading.envelope().isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      reading.problems().forEach(err::println);
      err.flush();
      return ExitStatus.of(reading.problems());
    }
    Envelope envelope = reading.envelope().get();
    SigningKey approver = approver();
    try (ShowSystem shows = ShowSystem.open(system.kafka(), LocalKeys.read(system.data()))) {
      EnvelopeRecord record =
          shows.operator().bound(envelope, approver, author.author(OpRecord.MAX_AUTHOR_LENGTH));
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          String.format(
              Locale.ROOT,
              "envelope %d bounds show %s: %,d packets and %s yuan at most",
              record.number(),
              record.show(),
              envelope.maxPackets(),
              Yuan.format(envelope.maxFen())));
      out.flush();
      return ExitStatus.OK;
    }
  }

  private SigningKey approver() {
    try {
      return SigningKey.fromBase64(Files.readString(key));
    } catch (IOException e) {
      throw new OperationFailedException(
          "no key in " + key + " (" + FileErrorFormatter.of(e) + "): expected the approver's", e);
    } catch (IllegalArgumentException e) {
      throw new OperationFailedException(
          "the key in " + key + " cannot be used: " + e.getMessage(), e);
    }
  }
}
