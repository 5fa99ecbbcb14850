package io.hongbao.show.live;

import io.hongbao.wire.records.PlanRecord;
import java.util.List;

/**
 * What an activation did.
 *
 * @param plan active
 * @param atMillis from when edges follow it
 * @param behind live nodes that had not acknowledged it and were passed over by force
 */
public record Activation(PlanRecord plan, long atMillis, List<String> behind) {}
