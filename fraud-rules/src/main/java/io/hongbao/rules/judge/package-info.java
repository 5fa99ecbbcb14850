/** Judging: cards against rules, and what stands against whom until when. */
package io.hongbao.rules.judge;
