/** Who asks: tickets, the keys that sign them, minting and verifying. */
package io.hongbao.tickets;
