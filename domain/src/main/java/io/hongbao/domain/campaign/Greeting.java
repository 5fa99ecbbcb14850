package io.hongbao.domain.campaign;

import io.hongbao.domain.Names;
import java.util.Objects;

/**
 * A kind word for a turn that wins nothing.
 *
 * @param text what people read
 * @param background name of a resource on the phone; empty for none
 */
public record Greeting(String id, String text, String background) {

  public Greeting {
    Names.requireId("greeting", id);
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(background, "background");
  }
}
