/** The one command for people: what operators install, and what tries the system out. */
package io.hongbao.rehearsal.cli;
