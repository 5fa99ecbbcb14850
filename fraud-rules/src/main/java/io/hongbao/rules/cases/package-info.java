/** Cases beside a rule: shakes by relative time, and whom the rule must hit. */
package io.hongbao.rules.cases;
