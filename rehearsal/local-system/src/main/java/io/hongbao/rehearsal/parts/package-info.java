/** Kafka, Redis and Flink, each with start, address and close, on loopback. */
package io.hongbao.rehearsal.parts;
