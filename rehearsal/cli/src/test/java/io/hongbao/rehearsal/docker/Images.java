package io.hongbao.rehearsal.docker;

import java.util.regex.Pattern;

/** What the names of images and users say. */
final class Images {

  /** A tag with a full version: 3.0.10-alpine, 17.0.15_6-jre-noble. */
  private static final Pattern PINNED =
      Pattern.compile(
          "[a-z0-9./_-]+:(?!.*latest)[0-9]+[.][0-9]+[.][0-9]+[a-zA-Z0-9._-]*"
              // Versions of PostgreSQL have two numbers.
              + "|postgres:(?!.*latest)[0-9]+[.][0-9]+-[a-zA-Z]+[0-9.]+");

  private static final Pattern ROOT = Pattern.compile("(root|0+)(:.*)?");

  private Images() {}

  static boolean isPinned(String image) {
    return PINNED.matcher(image).matches();
  }

  static boolean isNonRoot(String user) {
    return !user.isBlank() && !ROOT.matcher(user).matches();
  }
}
