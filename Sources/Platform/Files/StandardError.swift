import COutput
import Glibc

/// Where messages go: file descriptor 2, and what it is.
public enum StandardError {
  /// Whether somebody looks at it.
  public static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// The width of the terminal now; nil where it does not say, or is none.
  public static var columns: Int? {
    let columns = Int(coutput_columns(STDERR_FILENO))
    return columns > 0 ? columns : nil
  }

  /// Writes all of the text. Where nobody reads it any more, that is no error.
  public static func write(_ text: String) {
    _ = Descriptor.write(Array(text.utf8), to: STDERR_FILENO)
  }
}
