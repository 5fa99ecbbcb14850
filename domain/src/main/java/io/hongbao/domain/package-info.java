/** The game, in pure Java: values in, decision out. */
package io.hongbao.domain;
