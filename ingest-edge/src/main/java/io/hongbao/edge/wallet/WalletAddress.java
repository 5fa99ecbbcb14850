package io.hongbao.edge.wallet;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the wallet is.
 *
 * @param address such as http://127.0.0.1:8100
 * @param token what the wallet asks for; empty for none
 */
public record WalletAddress(URI address, Optional<String> token) {

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException if the address is none of HTTP
   */
  public static WalletAddress of(String address, Optional<String> token) {
    URI uri = URI.create(address);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean isHttp = scheme.equals("http") || scheme.equals("https");
    if (!isHttp || uri.getHost() == null || uri.getQuery() != null) {
      throw new IllegalArgumentException("expected an address such as http://127.0.0.1:8100");
    }
    return new WalletAddress(uri, token);
  }

  /** It shows no token. */
  @Override
  public String toString() {
    return "WalletAddress[" + address + ']';
  }
}
