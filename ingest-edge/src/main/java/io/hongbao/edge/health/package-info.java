/** What an edge sees of the parts behind it: of the jobs, the log's topics and the cache. */
package io.hongbao.edge.health;
