/** Small HTTP servers with a bound on everything. */
package io.hongbao.payment.http;
