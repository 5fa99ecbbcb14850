/** What fraud detection may say of somebody. It acts on a draw only through a shake's level. */
package io.hongbao.domain.risk;
