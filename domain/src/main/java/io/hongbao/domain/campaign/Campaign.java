package io.hongbao.domain.campaign;

import io.hongbao.domain.Names;
import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.limits.Limits;
import io.hongbao.domain.money.ClaimTerms;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a show gives away, with every relative time resolved.
 *
 * @param timeZone of the show's city, such as Asia/Shanghai; for people only
 * @param channels may be empty: viewers then see the picture as it is made
 * @param waves by opening time, not overlapping
 * @param claimTerms how long packets can be claimed, and how long a claim waits before it is paid
 * @param answerLifetime how long answers can be looked up
 */
public record Campaign(
    String show,
    String timeZone,
    int buckets,
    Limits limits,
    List<Channel> channels,
    List<Enterprise> enterprises,
    List<Greeting> greetings,
    List<CampaignWave> waves,
    ClaimTerms claimTerms,
    AnswerLifetime answerLifetime) {

  public Campaign {
    Names.requireId("show", show);
    Objects.requireNonNull(timeZone, "timeZone");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(claimTerms, "claimTerms");
    Objects.requireNonNull(answerLifetime, "answerLifetime");
    channels = List.copyOf(channels);
    enterprises = List.copyOf(enterprises);
    greetings = List.copyOf(greetings);
    waves = List.copyOf(waves);
    if (buckets < 1 || buckets > Terms.MAX_BUCKETS) {
      throw new IllegalArgumentException(
          "buckets " + buckets + ": expected 1 to " + Terms.MAX_BUCKETS);
    }
    Names.requireDistinct("channel", channels.stream().map(Channel::id).toList());
    Names.requireDistinct("enterprise", enterprises.stream().map(Enterprise::id).toList());
    Names.requireDistinct("greeting", greetings.stream().map(Greeting::id).toList());
    Names.requireDistinct("wave", waves.stream().map(CampaignWave::id).toList());
    for (int i = 1; i < waves.size(); i++) {
      long closesAtMillis = waves.get(i - 1).schedule().closesAtMillis();
      if (waves.get(i).schedule().opensAtMillis() < closesAtMillis) {
        throw new IllegalArgumentException(
            "wave " + waves.get(i).id() + ": opens before " + waves.get(i - 1).id() + " closes");
      }
    }
    for (CampaignWave wave : waves) {
      if (greetings.isEmpty() && wave.greetingOdds().share().signum() > 0) {
        throw new IllegalArgumentException("wave " + wave.id() + ": greeting odds and no greeting");
      }
      for (Pool pool : wave.pools()) {
        if (enterprises.stream().noneMatch(e -> e.id().equals(pool.enterpriseId()))) {
          throw new IllegalArgumentException(
              "wave " + wave.id() + ": unknown enterprise " + pool.enterpriseId());
        }
      }
    }
    requireCarriesFromEarlierWaves(waves);
  }

  /**
   * A campaign without channels, whose packets can be claimed for a day and are paid at once, and
   * whose answers are kept as long as usual.
   */
  public Campaign(
      String show,
      String timeZone,
      int buckets,
      Limits limits,
      List<Enterprise> enterprises,
      List<Greeting> greetings,
      List<CampaignWave> waves) {
    this(
        show,
        timeZone,
        buckets,
        limits,
        List.of(),
        enterprises,
        greetings,
        waves,
        ClaimTerms.DEFAULT,
        AnswerLifetime.USUAL);
  }

  /** The same campaign with other limits. */
  public Campaign withLimits(Limits others) {
    return with(draft -> draft.limits = others);
  }

  /** The same campaign with other channels. */
  public Campaign withChannels(List<Channel> others) {
    return with(draft -> draft.channels = others);
  }

  /** The same campaign with other waves. */
  public Campaign withWaves(List<CampaignWave> others) {
    return with(draft -> draft.waves = others);
  }

  /** The same campaign, whose packets can be claimed otherwise. */
  public Campaign withClaimTerms(ClaimTerms others) {
    return with(draft -> draft.claimTerms = others);
  }

  /** The same campaign, whose answers are kept for another time. */
  public Campaign withAnswerLifetime(AnswerLifetime other) {
    return with(draft -> draft.answerLifetime = other);
  }

  private Campaign with(Consumer<Draft> change) {
    Draft draft = new Draft();
    change.accept(draft);
    return new Campaign(
        show,
        timeZone,
        buckets,
        draft.limits,
        draft.channels,
        enterprises,
        greetings,
        draft.waves,
        draft.claimTerms,
        draft.answerLifetime);
  }

  public Optional<CampaignWave> wave(String waveId) {
    return waves.stream().filter(wave -> wave.id().equals(waveId)).findFirst();
  }

  /** What is left of a wave can go into one wave, which opens after it has closed. */
  private static void requireCarriesFromEarlierWaves(List<CampaignWave> waves) {
    Set<String> notCarried = new HashSet<>();
    for (CampaignWave wave : waves) {
      if (wave.carriesFrom().isPresent() && !notCarried.remove(wave.carriesFrom().get())) {
        throw new IllegalArgumentException(
            "wave "
                + wave.id()
                + ": carries from "
                + wave.carriesFrom().get()
                + ", expected an earlier wave that no other carries from");
      }
      notCarried.add(wave.id());
    }
  }

  /** What another campaign may have otherwise. */
  private final class Draft {
    private Limits limits = Campaign.this.limits;
    private List<Channel> channels = Campaign.this.channels;
    private List<CampaignWave> waves = Campaign.this.waves;
    private ClaimTerms claimTerms = Campaign.this.claimTerms;
    private AnswerLifetime answerLifetime = Campaign.this.answerLifetime;
  }
}
