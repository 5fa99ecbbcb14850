/** What runs together from one data folder, as one process or as many. */
package io.hongbao.rehearsal.system;
