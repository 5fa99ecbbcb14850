/** Files that people write, read so that every problem is told with its place. */
package io.hongbao.yaml;
