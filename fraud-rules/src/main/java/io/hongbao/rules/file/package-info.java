/** Rule files: read, with every problem of every file told at once. */
package io.hongbao.rules.file;
