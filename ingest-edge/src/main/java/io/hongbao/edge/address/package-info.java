/** How much one address, and one user, may ask of an edge. */
package io.hongbao.edge.address;
