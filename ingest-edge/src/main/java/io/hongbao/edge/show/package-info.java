/** The show as the edge sees it: plans in force, waves, a user's turns. */
package io.hongbao.edge.show;
