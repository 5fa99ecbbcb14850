/** Policy files: what operators advise phones to do. */
package io.hongbao.show.policy;
