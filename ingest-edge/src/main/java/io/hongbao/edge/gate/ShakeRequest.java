package io.hongbao.edge.gate;

import io.hongbao.cache.AnswerKey;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.edge.address.CountedAddress;
import io.hongbao.edge.shake.ShakeSubmission;
import io.hongbao.edge.show.PlannedWave;
import io.hongbao.edge.show.PrerenderedTurn;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.tickets.Ticket;
import java.util.Optional;

/**
 * A shake on its way through the gates: what the request said, and what the gates found out so far.
 * For one thread.
 */
public final class ShakeRequest {

  private final String authorization;
  private final long contentLength;
  private final String address;
  private final long nowMillis;
  private Optional<ShakeId> namedShake = Optional.empty();
  private Ticket ticket;
  private ShowPlan plan;
  private PlannedWave wave;
  private PrerenderedTurn turn;
  private boolean lookupOnly;
  private RiskLevel riskLevel = RiskLevel.NONE;
  private CountedAddress counted = CountedAddress.UNBOUNDED;

  /**
   * A request of which only the head has been read.
   *
   * @param authorization the header; null for none
   * @param contentLength in bytes; -1 if the request does not say
   * @param address the phone's
   * @param nowMillis when it came; the one clock of the whole request
   */
  public ShakeRequest(String authorization, long contentLength, String address, long nowMillis) {
    this.authorization = authorization;
    this.contentLength = contentLength;
    this.address = address;
    this.nowMillis = nowMillis;
  }

  /**
   * A message of a phone whose ticket was verified when its connection began.
   *
   * @param ticket that may have expired since
   */
  public ShakeRequest(Ticket ticket, String address, long nowMillis) {
    this(null, 0, address, nowMillis);
    this.ticket = ticket;
  }

  String authorization() {
    return authorization;
  }

  long contentLength() {
    return contentLength;
  }

  String address() {
    return address;
  }

  /** Notes by which bounds requests from its address are counted; none if this is not called. */
  public void countAs(CountedAddress address) {
    this.counted = address;
  }

  CountedAddress counted() {
    return counted;
  }

  public long nowMillis() {
    return nowMillis;
  }

  /** Notes which turn the body names. */
  public void nameShake(ShakeId shakeId) {
    this.namedShake = Optional.of(shakeId);
  }

  Optional<ShakeId> namedShake() {
    return namedShake;
  }

  void admit(Ticket verified) {
    this.ticket = verified;
  }

  /** Null until it is verified. */
  public Ticket ticket() {
    return ticket;
  }

  /** Notes which plan the request is judged by. */
  void follow(ShowPlan inForce) {
    this.plan = inForce;
  }

  /** Notes which turn is meant, and whether it is too old for anything but a look-up. */
  void choose(PlannedWave ofWave, PrerenderedTurn chosen, boolean forLookupOnly) {
    this.wave = ofWave;
    this.turn = chosen;
    this.lookupOnly = forLookupOnly;
  }

  /** What the request is judged by; null if a gate stopped it before that was known. */
  public ShowPlan plan() {
    return plan;
  }

  PlannedWave wave() {
    return wave;
  }

  public PrerenderedTurn turn() {
    return turn;
  }

  public boolean isLookupOnly() {
    return lookupOnly;
  }

  void stamp(RiskLevel level) {
    this.riskLevel = level;
  }

  /** What the edge knows of user, device and address. */
  public RiskLevel riskLevel() {
    return riskLevel;
  }

  public AnswerKey answerKey() {
    return new AnswerKey(plan.show(), ticket.user(), turn.shakeId());
  }

  /** The shake to be logged, once every gate has been passed. */
  public ShakeSubmission toUse() {
    return new ShakeSubmission(
        answerKey(),
        plan.placeOf(ticket.userHash()),
        plan.number(),
        nowMillis,
        ticket.device(),
        address,
        riskLevel,
        wave.schedule().lastNamedAtMillis(turn.shakeId().turn(), ticket.userHash()),
        plan.kind().isPractice());
  }
}
