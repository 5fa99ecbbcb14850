/** The users' lists of packets: kept complete in the cache, told, and asked for one by one. */
package io.hongbao.edge.packets;
