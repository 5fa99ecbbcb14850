/** Published rules: the topic {@code rules}, and what the risk job says by them. */
package io.hongbao.rehearsal.publish;
