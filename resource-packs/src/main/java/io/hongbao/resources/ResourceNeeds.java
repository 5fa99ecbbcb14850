package io.hongbao.resources;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Greeting;
import io.hongbao.domain.campaign.Pool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which resources the answers of a campaign's waves name. */
public final class ResourceNeeds {

  /**
   * A wave's need.
   *
   * @param id of the resource
   * @param whose for messages: "logo of enterprise cola"
   */
  public record Need(String wave, String id, String whose) {}

  private final List<Need> needs = new ArrayList<>();

  private ResourceNeeds() {}

  /** What nobody has a campaign for. */
  public static ResourceNeeds none() {
    return new ResourceNeeds();
  }

  /**
   * Of all waves. A wave also needs what belongs to the enterprises whose packets it may carry from
   * an earlier one.
   */
  public static ResourceNeeds of(Campaign campaign) {
    ResourceNeeds needs = new ResourceNeeds();
    Map<String, Set<String>> enterprisesByWave = new LinkedHashMap<>();
    for (CampaignWave wave : campaign.waves()) {
      Set<String> enterprises = new LinkedHashSet<>();
      wave.pools().stream().map(Pool::enterpriseId).forEach(enterprises::add);
      wave.carriesFrom().ifPresent(from -> enterprises.addAll(enterprisesByWave.get(from)));
      enterprisesByWave.put(wave.id(), enterprises);
      for (Enterprise enterprise : campaign.enterprises()) {
        if (enterprises.contains(enterprise.id())) {
          needs.add(wave, enterprise.logo(), "logo of enterprise " + enterprise.id());
          needs.add(wave, enterprise.background(), "background of enterprise " + enterprise.id());
        }
      }
      if (wave.greetingOdds().share().signum() > 0) {
        for (Greeting greeting : campaign.greetings()) {
          needs.add(wave, greeting.background(), "background of greeting " + greeting.id());
        }
      }
    }
    return needs;
  }

  private void add(CampaignWave wave, String id, String whose) {
    if (!id.isEmpty()) {
      needs.add(new Need(wave.id(), id, whose));
    }
  }

  /** In the order of waves. */
  List<Need> all() {
    return List.copyOf(needs);
  }

  /** The waves that need a resource, in their order. */
  List<String> wavesOf(String id) {
    return needs.stream().filter(need -> need.id().equals(id)).map(Need::wave).distinct().toList();
  }
}
