/** A rule and its signals, as an analyst means them. */
package io.hongbao.rules.model;
