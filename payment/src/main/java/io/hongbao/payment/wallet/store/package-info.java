/** What the wallet knows, in PostgreSQL by plain JDBC. */
package io.hongbao.payment.wallet.store;
