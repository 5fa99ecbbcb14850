package io.hongbao.edge.admission;

import io.hongbao.domain.draw.UserHash;
import io.hongbao.edge.admission.Admission.ShakeClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Phones, edges and one draw on a clock of their own, which goes by the millisecond. The edges
 * admit by the real {@link Admission}; the draw is a queue that is served in order. What happens
 * follows from the seed alone.
 */
final class SimulatedShow {

  static final int TURN_MILLIS = 5_000;

  private static final int TICK_MILLIS = 20;

  /** What a shake is on the network, at most. */
  private static final int NETWORK_MILLIS = 50;

  private final Random random;
  private final int feedbackMillis;
  private final List<Edge> edges = new ArrayList<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          Comparator.comparingLong(Event::atMillis).thenComparingLong(Event::number));
  private final Deque<Shake> queue = new ArrayDeque<>();
  private final List<Phone> phones = new ArrayList<>();
  private double capacity = 1_000;
  private double budget;
  private int batchMillis = 1;
  private long nowMillis;
  private long eventsSoFar;
  private long sent;

  /** Of each shake that was answered: when, and after how long. */
  private final List<long[]> answers = new ArrayList<>();

  private final List<Long> refusals = new ArrayList<>();

  private record Event(long atMillis, long number, Runnable action) {}

  private record Shake(Phone phone, long sentAtMillis, int turn) {}

  /** A phone, which waits for as long as it is told or, if it does not obey, for a turn. */
  final class Phone {
    private final long userHash;
    private final Edge edge;
    private final boolean obeys;
    private boolean isGone;
    private int answered;

    private Phone(long userHash, Edge edge, boolean obeys) {
      this.userHash = userHash;
      this.edge = edge;
      this.obeys = obeys;
    }

    int answered() {
      return answered;
    }

    private void shake(int turn) {
      if (isGone) {
        return;
      }
      long place = UserRotation.place(userHash, turn);
      if (edge.admits(place)) {
        edge.send(new Shake(this, nowMillis, turn));
        if (!obeys) {
          goOn(turn);
        }
      } else {
        refusals.add(nowMillis);
        goOn(turn);
      }
    }

    /** Shakes again in the turn that it is told, which is never one that is over. */
    private void goOn(int turn) {
      int next = Math.max(turn, currentTurn()) + (turn < currentTurn() ? 0 : 1);
      while (obeys && !edge.admission.hasCall(UserRotation.place(userHash, next))) {
        next++;
      }
      int chosen = next;
      at(
          Math.max(nowMillis + 1, startOf(next)) + random.nextInt(NETWORK_MILLIS),
          () -> shake(chosen));
    }

    private int currentTurn() {
      return (int) ((nowMillis - phase()) / TURN_MILLIS);
    }

    private long startOf(int turn) {
      return (long) turn * TURN_MILLIS + phase();
    }

    private int phase() {
      return UserHash.phaseMillis(userHash, TURN_MILLIS);
    }
  }

  /** An edge, with a tick that may be late. */
  final class Edge {
    final QueueingDelay delay;
    final Admission admission;
    private final List<Long> heardAtMillis = new ArrayList<>();

    private Edge(AdmissionSettings settings, long startedAtMillis) {
      this.delay = new QueueingDelay(nanos(), settings.targetDelayMillis());
      this.admission = new Admission(settings, delay, startedAtMillis, nanos());
    }

    private boolean admits(long place) {
      return !admission.isLimiting(0)
          || admission.admits(place, ShakeClass.CURRENT, TURN_MILLIS, nanos());
    }

    private void send(Shake shake) {
      sent++;
      delay.sent(nanos());
      at(nowMillis + feedbackMillis / 2, () -> queue.add(shake));
    }

    private void hear(Shake shake) {
      delay.answered(TimeUnit.MILLISECONDS.toNanos(shake.sentAtMillis()), nanos());
      heardAtMillis.add(nowMillis);
      answers.add(new long[] {nowMillis, nowMillis - shake.sentAtMillis()});
      shake.phone().answered++;
      if (shake.phone().obeys) {
        shake.phone().goOn(shake.turn());
      }
    }
  }

  /**
   * A show without phones.
   *
   * @param feedbackMillis from a shake to its answer beside what it waits in the draw's queue
   */
  SimulatedShow(long seed, int edgeCount, int feedbackMillis) {
    this.random = new Random(seed);
    this.feedbackMillis = feedbackMillis;
    for (int i = 0; i < edgeCount; i++) {
      edges.add(new Edge(AdmissionSettings.DEFAULT, Long.MIN_VALUE));
    }
  }

  /** An edge that starts now, in the open wave. */
  Edge startEdge() {
    Edge edge = new Edge(AdmissionSettings.DEFAULT, nowMillis + 1);
    edges.add(edge);
    return edge;
  }

  Edge edge(int index) {
    return edges.get(index);
  }

  List<Phone> phones() {
    return phones;
  }

  long nowMillis() {
    return nowMillis;
  }

  void setCapacity(double perSecond) {
    capacity = perSecond;
    budget = Math.min(budget, 1);
  }

  /** The draw answers in batches of this span. */
  void setBatches(int millis) {
    batchMillis = millis;
  }

  /** Phones join that offer so many shakes a second if each uses every turn, at all edges alike. */
  void join(double perSecond, boolean obey) {
    int count = (int) (perSecond * TURN_MILLIS / 1_000);
    for (int i = 0; i < count; i++) {
      joinAt(edges.get(phones.size() % edges.size()), obey);
    }
  }

  /** Phones of one edge join. */
  void joinAt(Edge edge, double perSecond, boolean obey) {
    int count = (int) (perSecond * TURN_MILLIS / 1_000);
    for (int i = 0; i < count; i++) {
      joinAt(edge, obey);
    }
  }

  private void joinAt(Edge edge, boolean obey) {
    Phone phone = new Phone(UserHash.of("user-" + random.nextLong()), edge, obey);
    phones.add(phone);
    int first = phone.currentTurn() + 1;
    at(Math.max(nowMillis + 1, phone.startOf(first)), () -> phone.shake(first));
  }

  /** The phones that joined last leave. */
  void leave(double perSecond) {
    int count = (int) (perSecond * TURN_MILLIS / 1_000);
    for (int i = 0; i < count; i++) {
      phones.remove(phones.size() - 1).isGone = true;
    }
  }

  private void at(long atMillis, Runnable action) {
    events.add(new Event(atMillis, eventsSoFar++, action));
  }

  private long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(nowMillis);
  }

  void run(long millis) {
    long untilMillis = nowMillis + millis;
    while (nowMillis < untilMillis) {
      nowMillis++;
      if (nowMillis % TICK_MILLIS == 0) {
        edges.forEach(edge -> edge.admission.tick(nanos(), 0));
      }
      while (!events.isEmpty() && events.peek().atMillis() <= nowMillis) {
        events.poll().action().run();
      }
      decide();
    }
  }

  private void decide() {
    double most = queue.isEmpty() ? batchMillis * capacity / 1_000 : Double.MAX_VALUE;
    budget = capacity == 0 ? 0 : Math.min(budget + capacity / 1_000, most);
    if (nowMillis % batchMillis != 0) {
      return;
    }
    while (budget >= 1 && !queue.isEmpty()) {
      budget--;
      Shake shake = queue.poll();
      at(nowMillis + feedbackMillis - feedbackMillis / 2, () -> shake.phone().edge.hear(shake));
    }
  }

  /** Answers a second in a span of time. */
  double goodput(long fromMillis, long toMillis) {
    long count = answers.stream().filter(a -> a[0] > fromMillis && a[0] <= toMillis).count();
    return count * 1_000.0 / (toMillis - fromMillis);
  }

  /** The wait that a share of the answers of a span did not exceed; 0 if there were none. */
  long waitMillis(double quantile, long fromMillis, long toMillis) {
    long[] waits =
        answers.stream()
            .filter(a -> a[0] > fromMillis && a[0] <= toMillis)
            .mapToLong(a -> a[1])
            .sorted()
            .toArray();
    return waits.length == 0 ? 0 : waits[(int) Math.min(waits.length - 1, quantile * waits.length)];
  }

  /** Of the shakes that came in a span, the share that heard an outcome within a second. */
  double promptShare(long fromMillis, long toMillis) {
    List<Long> waits =
        answers.stream()
            .filter(a -> a[0] - a[1] > fromMillis && a[0] - a[1] <= toMillis)
            .map(a -> a[1])
            .toList();
    long prompt = waits.stream().filter(wait -> wait <= 1_000).count();
    return prompt / (double) (waits.size() + refusals(fromMillis, toMillis));
  }

  long refusals(long fromMillis, long toMillis) {
    return refusals.stream().filter(at -> at > fromMillis && at <= toMillis).count();
  }

  /** Answers a second in each step of a span. */
  double[] goodputs(long fromMillis, long toMillis, int stepMillis) {
    double[] all = new double[(int) ((toMillis - fromMillis) / stepMillis)];
    for (int i = 0; i < all.length; i++) {
      all[i] = goodput(fromMillis + (long) i * stepMillis, fromMillis + (i + 1L) * stepMillis);
    }
    return all;
  }

  /** Shakes that edges sent to the log so far. */
  long sent() {
    return sent;
  }

  /** Answers that an edge has heard since then. */
  long answersOfEdge(int index, long sinceMillis) {
    return edges.get(index).heardAtMillis.stream().filter(at -> at > sinceMillis).count();
  }
}
