import Platform

/// An argument that leads to no readable file. The text names it and the fix; the run ends with 66.
public enum InputError: Error, Sendable, Hashable, CustomStringConvertible {
  case missing(String)
  case noMatch(pattern: String)
  case unreadable(String, SystemFailure)
  /// A link inside a directory leads nowhere.
  case brokenLink(String)
  case tooDeep(String)
  case empty

  public var description: String {
    switch self {
    case .missing(let path):
      "\(path): no such file or directory; check the path, or quote a pattern such as 'logs/*.csv.gz'"
    case .noMatch(let pattern):
      "\(pattern): no file matches; check the pattern (names that begin with a dot are passed over)"
    case .unreadable(let path, let failure):
      "\(path == "-" ? "standard input" : path): cannot be read (\(failure.reason)); "
        + "check its permissions, or leave it out"
    case .brokenLink(let path):
      "\(path): a link to a file that does not exist; remove the link, or restore the file"
    case .tooDeep(let path):
      "\(path): too many directories within each other; name a directory further down"
    case .empty:
      "an input has an empty name; give a file, a directory, a pattern, or - for standard input"
    }
  }
}
