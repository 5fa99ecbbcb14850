package io.hongbao.rehearsal.audience;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many more files this process may open; connections count among them. */
public final class OpenFiles {

  private OpenFiles() {}

  /** As many as one likes where the system does not say. */
  public static long free() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount()
        : Long.MAX_VALUE;
  }
}
