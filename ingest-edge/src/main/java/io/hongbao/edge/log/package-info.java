/** The way into the log: appends, acknowledgements and what they tell of the clock. */
package io.hongbao.edge.log;
