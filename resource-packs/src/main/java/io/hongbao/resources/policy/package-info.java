/** The phone policy: what operators advise phones to do, as all phones get it. */
package io.hongbao.resources.policy;
