/** JSON written by hand. */
package io.hongbao.edge.json;
