/**
 * The edge: takes shakes over HTTP, logs them in Kafka, fetches their outcomes and answers. Read
 * {@link io.hongbao.edge.Edge} for how it is put together and {@link io.hongbao.edge.gate.Gates}
 * for what a shake has to pass.
 */
package io.hongbao.edge;
