/**
 * Counting: events become cards, cards walk past one counter for each grouping, and every counter
 * writes on them what it counted up to the end of the card's beat.
 */
package io.hongbao.rules.signal;
