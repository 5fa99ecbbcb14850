/** What users have in the wallet, asked of the wallet's service. */
package io.hongbao.edge.wallet;
