package io.hongbao.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file could not be used, for people: the messages of these exceptions are mostly a path. */
public final class FileErrorFormatter {

  private FileErrorFormatter() {}

  /** A few words, without the path. */
  public static String of(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "no right to";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
      return "a file is in the way";
    }
    return failure instanceof FileSystemException known && known.getReason() != null
        ? known.getReason()
        : String.valueOf(failure.getMessage());
  }
}
