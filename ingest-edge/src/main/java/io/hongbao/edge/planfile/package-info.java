/** Plans that come as files, when operators cannot reach Kafka and this edge perhaps can. */
package io.hongbao.edge.planfile;
