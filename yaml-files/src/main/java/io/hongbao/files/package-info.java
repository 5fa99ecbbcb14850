/** Files that a command writes for people or keeps for itself, and how they are named. */
package io.hongbao.files;
