package io.hongbao.ops;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.files.ShellWord;
import io.hongbao.ops.system.DataDirectory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Looks whether a server listens before a client of it is made: those try for half a minute, and
 * then do not say where.
 */
final class ServerProbe {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final Pattern HOST_AND_PORT = Pattern.compile("[^\\s,:/]+:\\d{1,5}");

  private ServerProbe() {}

  /**
   * Returns the addresses if one of them answers.
   *
   * @param addresses HOST:PORT, a comma between several
   * @param option that names other addresses
   * @param data whose system is meant to be there
   * @throws IllegalArgumentException naming the option if they are no addresses
   * @throws OperationFailedException naming server, addresses and option if none answers
   */
  static String require(String server, String addresses, String option, DataDirectory data) {
    String[] each = addresses.split(",", -1);
    for (String address : each) {
      if (!HOST_AND_PORT.matcher(address).matches()) {
        throw new IllegalArgumentException(option + " " + address + ": expected HOST:PORT");
      }
    }
    if (Arrays.stream(each).noneMatch(ServerProbe::answers)) {
      throw new OperationFailedException(
          String.format(
              Locale.ROOT,
              "%s does not answer at %s: start ./hongbao up --data %s, or name another with --data or %s",
              server,
              addresses,
              ShellWord.of(data.root()),
              option));
    }
    return addresses;
  }

  private static boolean answers(String address) {
    int colon = address.lastIndexOf(':');
    int port = Integer.parseInt(address.substring(colon + 1));
    if (port < 1 || port > 65_535) {
      return false;
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.substring(0, colon), port), (int) TIMEOUT.toMillis());
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
