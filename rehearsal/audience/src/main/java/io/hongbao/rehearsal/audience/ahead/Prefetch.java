package io.hongbao.rehearsal.audience.ahead;

import io.hongbao.domain.Sha256;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.ahead.PackageList.ListedPackage;
import io.hongbao.rehearsal.audience.http.ConnectionPool;
import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.HttpRequest;
import io.hongbao.rehearsal.audience.http.PoolSettings;
import io.hongbao.rehearsal.audience.http.ReplyListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Phones fetch packages by difference, each one after the other, over shared connections: what an
 * edge refuses is asked for again when it said, a broken download is resumed by Range, and of some
 * phones the SHA-256 is checked, of all the length. Once it is stopped nothing more is asked for.
 * What it keeps is a bit for each phone and package. For the loop's thread.
 */
final class Prefetch {

  /** Of a package that fails, by its phone, beyond refusals; as the page does. */
  static final int TRIES = 5;

  /** Hashing costs the generator time: of every eighth phone. */
  static final int CHECKED_PHONES = 8;

  private static final long AGAIN_MILLIS = 2_000;
  private static final long LEAST_WAIT_MILLIS = 1_000;
  private static final double MAX_SPREAD = 0.25;
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_HEAD_BYTES = 8_192;
  private static final byte[] END = ascii("\r\n");

  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private final EventLoop loop;
  private final PackageList told;
  private final Random chance;
  private final List<ConnectionPool> pools = new ArrayList<>();
  private final List<List<byte[]>> starts = new ArrayList<>();
  private final BitSet held = new BitSet();
  private final BitSet givenUp = new BitSet();
  private final BitSet fetchedInWave = new BitSet();

  /** Of packages that did not come whole; empty of all others. */
  private final Map<Integer, Trouble> troubles = new HashMap<>();

  private boolean isStopped;
  private long opensAtNanos = Long.MAX_VALUE;
  private boolean isOpeningKnown;
  private int begun;
  private int done;
  private int inFlight;
  private long fetched;
  private long bytesOutsideWaves;
  private long bytesInWaves;
  private long refused;
  private long resumed;
  private long damaged;
  private long failed;
  private long checked;
  private final List<Long> bytesBySecond = new ArrayList<>();
  private long firstAtNanos;
  private long lastAtNanos;

  /** How a package stands that a phone could not fetch at once. */
  private static final class Trouble {
    private int tries;
    private byte[] soFar = {};
  }

  /**
   * What became of it so far.
   *
   * @param phonesBegun whose slot has come
   * @param phonesDone who have every package, or gave up the rest
   * @param fetched packages that came whole
   * @param bytesOutsideWaves of contents
   * @param bytesInWaves likewise, what came after the opening
   * @param refused replies that sent a phone away for a while
   * @param resumed downloads that went on where they broke off
   * @param damaged contents of another length or another hash
   * @param failed other replies, and none
   * @param checked contents whose hash was looked at
   * @param seconds from the first request to the last content
   */
  record Counts(
      int phonesBegun,
      int phonesDone,
      long fetched,
      long bytesOutsideWaves,
      long bytesInWaves,
      long refused,
      long resumed,
      long damaged,
      long failed,
      long checked,
      double seconds) {}

  /**
   * Nobody fetches yet.
   *
   * @param connections to all edges together
   * @param maxPhones who may wait for one
   * @param seed of the spread of pauses
   */
  Prefetch(
      EventLoop loop,
      List<Endpoint> edges,
      PackageList told,
      int connections,
      int maxPhones,
      long seed) {
    this.loop = loop;
    this.told = told;
    this.chance = new Random(seed);
    PoolSettings bounds =
        new PoolSettings(
            Math.max(1, connections / edges.size()),
            maxPhones,
            REPLY_TIMEOUT,
            told.longest() + MAX_HEAD_BYTES);
    for (Endpoint edge : edges) {
      pools.add(new ConnectionPool(loop, edge, bounds));
      starts.add(told.packages().stream().map(one -> edge.requestStart("GET", path(one))).toList());
    }
  }

  private static String path(ListedPackage one) {
    return "/r/" + one.sha256();
  }

  /** The slot of a phone has come. */
  void begin(int phone) {
    begun++;
    fetchNext(phone);
  }

  /** Nothing more is asked for. */
  void stop() {
    isStopped = true;
  }

  boolean isStopped() {
    return isStopped;
  }

  /** What comes from then on comes inside a wave. */
  void opensAt(long nanos) {
    opensAtNanos = nanos;
    isOpeningKnown = true;
  }

  /** Whether nothing is on its way any more. */
  boolean isIdle() {
    return inFlight == 0;
  }

  /** Whether a phone has all packages of a wave. */
  boolean hasAll(int phone, String wave) {
    for (int i = 0; i < told.packages().size(); i++) {
      if (told.packages().get(i).isForWave(wave) && !held.get(bit(phone, i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether content came to a phone inside a wave. */
  boolean fetchedInWave(int phone) {
    return fetchedInWave.get(phone);
  }

  Counts counts() {
    return new Counts(
        begun,
        done,
        fetched,
        bytesOutsideWaves,
        bytesInWaves,
        refused,
        resumed,
        damaged,
        failed,
        checked,
        (lastAtNanos - firstAtNanos) / 1e9);
  }

  /** Contents that came in each second since the first request. */
  List<Long> bytesBySecond() {
    return List.copyOf(bytesBySecond);
  }

  private int bit(int phone, int index) {
    return Math.addExact(Math.multiplyExact(phone, told.packages().size()), index);
  }

  private void fetchNext(int phone) {
    if (isStopped) {
      return;
    }
    for (int i = 0; i < told.packages().size(); i++) {
      if (!held.get(bit(phone, i)) && !givenUp.get(bit(phone, i))) {
        fetch(phone, i);
        return;
      }
    }
    done++;
  }

  private void fetch(int phone, int index) {
    int edge = phone % pools.size();
    byte[] start = starts.get(edge).get(index);
    Trouble trouble = troubles.get(bit(phone, index));
    HttpRequest request =
        trouble == null || trouble.soFar.length == 0
            ? new HttpRequest(start, END)
            : new HttpRequest(start, rest(told.packages().get(index), trouble.soFar.length));
    if (firstAtNanos == 0) {
      firstAtNanos = System.nanoTime();
      lastAtNanos = firstAtNanos;
    }
    if (pools.get(edge).send(request, new Download(phone, index))) {
      inFlight++;
    } else {
      again(phone, AGAIN_MILLIS);
    }
  }

  private static byte[] rest(ListedPackage one, int from) {
    return ascii("Range: bytes=" + from + "-\r\nIf-Range: \"" + one.sha256() + "\"\r\n\r\n");
  }

  /** After a pause, or up to a quarter later. */
  private void again(int phone, long pauseMillis) {
    long nanos = TimeUnit.MILLISECONDS.toNanos(pauseMillis);
    loop.after(nanos + (long) (nanos * MAX_SPREAD * chance.nextDouble()), () -> fetchNext(phone));
  }

  private void came(int phone, int bytes) {
    lastAtNanos = System.nanoTime();
    int second = (int) TimeUnit.NANOSECONDS.toSeconds(lastAtNanos - firstAtNanos);
    while (bytesBySecond.size() <= second) {
      bytesBySecond.add(0L);
    }
    bytesBySecond.set(second, bytesBySecond.get(second) + bytes);
    if (isOpeningKnown && lastAtNanos - opensAtNanos >= 0) {
      bytesInWaves += bytes;
      fetchedInWave.set(phone);
    } else {
      bytesOutsideWaves += bytes;
    }
  }

  private final class Download implements ReplyListener {

    private final int phone;
    private final int index;

    private Download(int phone, int index) {
      this.phone = phone;
      this.index = index;
    }

    @Override
    public void replied(HttpReply reply) {
      inFlight--;
      switch (reply.status()) {
        case OK -> content(reply.body());
        case PARTIAL -> {
          resumed++;
          came(phone, reply.body().length);
          whole(joined(soFar(), reply.body()));
        }
        case TOO_MANY, UNAVAILABLE -> {
          refused++;
          long toldMillis = TimeUnit.SECONDS.toMillis(reply.retryAfterSeconds());
          again(phone, Math.max(LEAST_WAIT_MILLIS, toldMillis));
        }
        default -> lost();
      }
    }

    private void content(byte[] body) {
      came(phone, body.length);
      whole(body);
    }

    private void whole(byte[] content) {
      ListedPackage one = told.packages().get(index);
      boolean isChecked = phone % CHECKED_PHONES == 0;
      if (isChecked) {
        checked++;
      }
      if (content.length != one.bytes()
          || (isChecked && !Sha256.hex(content).equals(one.sha256()))) {
        damaged++;
        tryAgain(new byte[0]);
        return;
      }
      fetched++;
      held.set(bit(phone, index));
      troubles.remove(bit(phone, index));
      fetchNext(phone);
    }

    @Override
    public void failed(Failure failure) {
      inFlight--;
      lost();
    }

    @Override
    public void brokeOff(Failure failure, HttpReply begunReply) {
      byte[] part = begunReply.body();
      boolean isContent = begunReply.status() == OK || begunReply.status() == PARTIAL;
      byte[] soFar = begunReply.status() == PARTIAL ? joined(soFar(), part) : part;
      if (!isContent || soFar.length >= told.packages().get(index).bytes()) {
        failed(failure);
        return;
      }
      came(phone, part.length);
      inFlight--;
      failed++;
      tryAgain(soFar);
    }

    private void lost() {
      failed++;
      tryAgain(soFar());
    }

    private byte[] soFar() {
      Trouble trouble = troubles.get(bit(phone, index));
      return trouble == null ? new byte[0] : trouble.soFar;
    }

    private void tryAgain(byte[] soFar) {
      Trouble trouble = troubles.computeIfAbsent(bit(phone, index), it -> new Trouble());
      trouble.soFar = soFar;
      trouble.tries++;
      if (trouble.tries >= TRIES) {
        troubles.remove(bit(phone, index));
        givenUp.set(bit(phone, index));
        fetchNext(phone);
      } else {
        again(phone, AGAIN_MILLIS);
      }
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
