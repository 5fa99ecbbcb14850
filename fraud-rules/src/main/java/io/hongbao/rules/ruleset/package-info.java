/** Rule sets: what is published, and what becomes of it when it is in force. */
package io.hongbao.rules.ruleset;
