/** What the Flink jobs share: how records travel between operators, and how arguments are read. */
package io.hongbao.jobs;
