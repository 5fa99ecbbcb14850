/** How much one user may win. */
package io.hongbao.domain.limits;
