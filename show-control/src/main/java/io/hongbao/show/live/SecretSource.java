package io.hongbao.show.live;

import io.hongbao.domain.draw.WaveSecret;
import java.security.SecureRandom;

/** Where fresh secrets come from. */
@FunctionalInterface
public interface SecretSource {

  /** A secret that nobody can guess, another one each time. */
  WaveSecret next();

  /** The machine's own source. */
  static SecretSource secure() {
    SecureRandom random = new SecureRandom();
    return () -> {
      byte[] bytes = new byte[WaveSecret.LENGTH];
      random.nextBytes(bytes);
      return new WaveSecret(bytes);
    };
  }
}
