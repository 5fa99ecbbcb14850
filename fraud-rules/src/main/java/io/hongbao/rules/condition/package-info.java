/** Conditions: checked as CEL, then compiled to something that takes no time. */
package io.hongbao.rules.condition;
