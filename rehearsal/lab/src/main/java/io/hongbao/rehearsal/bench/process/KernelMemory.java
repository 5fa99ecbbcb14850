package io.hongbao.rehearsal.bench.process;

import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kernel keeps for the whole machine that connections need: its own objects, and what lies
 * in the sockets' buffers.
 *
 * @param bytes of both together
 * @param source where the first of them was read
 */
public record KernelMemory(long bytes, Source source) {

  /** Where the kernel says what it keeps. */
  public enum Source {
    /** Each kind of object, counted. For root alone. */
    SLABINFO("/proc/slabinfo"),
    /** The memory cgroup of this process, version 1 or 2. */
    CGROUP("the memory cgroup"),
    /** All of the machine together, rounded to pages. */
    MEMINFO("/proc/meminfo");

    private final String text;

    Source(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final Path SLABINFO = Path.of("/proc/slabinfo");
  private static final Path SOCKSTAT = Path.of("/proc/net/sockstat");
  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final Path CGROUP_1 = Path.of("/sys/fs/cgroup/memory/memory.kmem.usage_in_bytes");
  private static final Path CGROUP_2 = Path.of("/sys/fs/cgroup/memory.stat");
  private static final long PAGE_BYTES = 4_096;
  private static final long KIBIBYTE = 1_024;

  /** Socket, file, place in the name tables, registration with epoll, and what sockets allocate. */
  private static final Pattern SOCKET_CACHES =
      Pattern.compile(
          "TCP|TCPv6|sock_inode_cache|filp|dentry|eventpoll_epi|eventpoll_pwq|ep_head"
              + "|skbuff_.*|lsm_.*|kmalloc-.*|request_sock_TCP.*|tw_sock_TCP.*|tcp_bind.*_bucket.*");

  private static final Pattern SLAB_LINE =
      Pattern.compile("(\\S+)\\s+([0-9]+)\\s+[0-9]+\\s+([0-9]+)\\s.*");
  private static final Pattern TCP_PAGES = Pattern.compile("TCP: .* mem ([0-9]+).*");
  private static final Pattern SLAB_KIBIBYTES = Pattern.compile("Slab:\\s+([0-9]+) kB");
  private static final Pattern CGROUP_SLAB = Pattern.compile("slab ([0-9]+)");

  /** By the best source that this process may read. */
  public static KernelMemory read() {
    try {
      long buffers = first(Files.readAllLines(SOCKSTAT), TCP_PAGES).orElse(0L) * PAGE_BYTES;
      if (Files.isReadable(SLABINFO)) {
        long objects = objectBytes(Files.readAllLines(SLABINFO));
        return new KernelMemory(objects + buffers, Source.SLABINFO);
      }
      if (Files.isReadable(CGROUP_1)) {
        long all = Long.parseLong(Files.readString(CGROUP_1).strip());
        return new KernelMemory(all + buffers, Source.CGROUP);
      }
      Optional<Long> slab =
          Files.isReadable(CGROUP_2)
              ? first(Files.readAllLines(CGROUP_2), CGROUP_SLAB)
              : Optional.empty();
      if (slab.isPresent()) {
        return new KernelMemory(slab.get() + buffers, Source.CGROUP);
      }
      long machine = first(Files.readAllLines(MEMINFO), SLAB_KIBIBYTES).orElseThrow() * KIBIBYTE;
      return new KernelMemory(machine + buffers, Source.MEMINFO);
    } catch (IOException e) {
      throw new OperationFailedException("cannot read what the kernel keeps: " + e.getMessage(), e);
    }
  }

  /**
   * Objects that are in use, of the kinds that connections need.
   *
   * @param slabinfo the lines of {@code /proc/slabinfo}
   */
  static long objectBytes(List<String> slabinfo) {
    long bytes = 0;
    for (String line : slabinfo) {
      Matcher slab = SLAB_LINE.matcher(line);
      if (slab.matches() && SOCKET_CACHES.matcher(slab.group(1)).matches()) {
        bytes += Long.parseLong(slab.group(2)) * Long.parseLong(slab.group(3));
      }
    }
    return bytes;
  }

  private static Optional<Long> first(List<String> lines, Pattern pattern) {
    return lines.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(found -> Long.parseLong(found.group(1)))
        .findFirst();
  }
}
