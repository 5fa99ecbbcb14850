/**
 * Where traffic comes from, and what an edge logs of posts that use no new turn, for fraud
 * detection to count.
 */
package io.hongbao.domain.traffic;
