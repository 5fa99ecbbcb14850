package io.hongbao.ops;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.Addresses;
import io.hongbao.ops.system.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the payment system is. What it asks for is not an option, which others could see. */
final class WalletOptions {

  private static final String TOKEN = "HONGBAO_WALLET_TOKEN";
  private static final String TOKEN_FILE = "wallet.token";

  @Option(
      names = "--wallet",
      paramLabel = "URL",
      description = {
        "The wallet, if not as in DIR, such as http://127.0.0.1:8100.",
        "Its token, if it asks for one, is taken from "
            + TOKEN
            + " or the file "
            + TOKEN_FILE
            + " of the keys in DIR."
      })
  private String wallet;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /**
   * Its address.
   *
   * @throws OperationFailedException if the system of a folder pays nothing
   */
  URI address(DataDirectory data) {
    String url =
        wallet != null
            ? wallet
            : Addresses.read(data)
                .money()
                .map(Addresses.Money::wallet)
                .orElseThrow(
                    () ->
                        new OperationFailedException(
                            "the system of "
                                + data.root()
                                + " pays nothing: start it without --wallet-database none, or name"
                                + " a wallet with --wallet"));
    URI uri;
    try {
      uri = URI.create(url.strip());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--wallet " + e.getMessage(), e);
    }
    if (uri.getHost() == null || uri.getScheme() == null || !uri.getScheme().startsWith("http")) {
      throw new ParameterException(
          command.commandLine(), "--wallet " + url + ": expected http://HOST:PORT");
    }
    return uri;
  }

  /** What it asks for, from the environment or the folder of keys; empty if nothing is there. */
  static Optional<String> token(DataDirectory data) {
    String token = System.getenv(TOKEN);
    if (token != null && !token.isBlank()) {
      return Optional.of(token.strip());
    }
    Path file = data.keys().resolve(TOKEN_FILE);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
