/** What one key remembers of its past: pre-aggregated slices of time, bounded, and their codec. */
package io.hongbao.rules.window;
