/**
 * Programs among the virtual phones, of the kinds that fraud rules look for, and what is truly so
 * of each user.
 */
package io.hongbao.rules.crowd;
