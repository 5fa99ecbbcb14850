package io.hongbao.edge.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ViewportSize;
import java.util.List;

/** What a visitor holds in the hand, or has on the desk. */
enum Device {
  PHONE,
  DESKTOP;

  /** In which the page is shown on such a device; never empty. */
  List<ViewportSize> sizes() {
    return switch (this) {
      case PHONE -> List.of(new ViewportSize(390, 844), new ViewportSize(320, 568));
      case DESKTOP -> List.of(new ViewportSize(1280, 800));
    };
  }

  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions()
        .setViewportSize(sizes().get(0))
        .setIsMobile(this == PHONE)
        .setHasTouch(this == PHONE);
  }
}
