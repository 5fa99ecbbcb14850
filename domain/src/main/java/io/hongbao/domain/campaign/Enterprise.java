package io.hongbao.domain.campaign;

import io.hongbao.domain.Names;
import java.util.Objects;

/**
 * A sponsor.
 *
 * @param name what people read
 * @param logo name of a resource on the phone; empty for none
 * @param background name of a resource on the phone; empty for none
 */
public record Enterprise(String id, String name, String logo, String background) {

  public Enterprise {
    Names.requireId("enterprise", id);
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(logo, "logo");
    Objects.requireNonNull(background, "background");
  }
}
