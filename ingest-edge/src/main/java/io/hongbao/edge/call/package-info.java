/** Calls without a transport: what is checked, what is asked for, and what there is to reply. */
package io.hongbao.edge.call;
