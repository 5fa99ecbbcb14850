/** Published rules: the topic {@code rules}, and what the risk job says by them. */
package io.hongbao.rules.publish;
