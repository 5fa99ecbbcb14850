/** Limits on the packets that one user may win. */
package io.hongbao.domain.limits;
