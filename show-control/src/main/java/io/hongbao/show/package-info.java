/** What operators do to a show: read its campaign, plan its seeds, load it into the log. */
package io.hongbao.show;
