/**
 * What phones do ahead of a wave: they arrive, each over a connection of its own, and fetch the
 * show's packages in their slots. Read {@link io.hongbao.rehearsal.audience.ahead.AheadRun} first.
 */
package io.hongbao.rehearsal.audience.ahead;
