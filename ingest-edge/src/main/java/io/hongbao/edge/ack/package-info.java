/** What this edge tells the operators that it knows of the shows. */
package io.hongbao.edge.ack;
