/**
 * Shakes on their way: from the append over the acknowledgement to the outcome, and those who wait
 * for them. {@link io.hongbao.edge.shake.ShakeService} is the way in.
 */
package io.hongbao.edge.shake;
