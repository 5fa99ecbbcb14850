package io.hongbao.show.live;

import io.hongbao.wire.records.OpRecord;
import java.util.List;

/**
 * What came of a mode.
 *
 * @param behind live nodes that do not follow it within {@link ShowSettings#maxAckWaitMillis}
 */
public record ModeSet(OpRecord op, List<String> behind) {}
