/** Keeps the users' packet lists in the cache complete. */
package io.hongbao.edge.packets;
