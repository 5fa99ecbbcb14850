/** What an edge remembers within a bound. */
package io.hongbao.edge.bounded;
