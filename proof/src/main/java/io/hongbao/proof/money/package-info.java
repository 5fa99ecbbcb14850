/** What the log decides of packets, compared with where their money is. */
package io.hongbao.proof.money;
