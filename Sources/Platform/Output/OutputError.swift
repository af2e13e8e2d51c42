import Glibc

/// Why a report, or one of its files, could not be written. The former report stands in every case.
public enum OutputError: Error, Equatable, CustomStringConvertible {
  /// A call of the system failed on `path` with `code` (errno).
  case cannotWrite(path: String, call: String, code: Int32)
  /// The place where the output is to stand cannot hold one.
  case noSuchPlace(path: String, reason: String)
  /// The output holds a file that no report of ours lists.
  case notOurs(path: String, file: String)
  /// Another run holds the output.
  case heldByAnotherRun(path: String)

  /// The exit status of sysexits that says so: 75 try again later, 73 the output cannot be created.
  public var exitStatus: Int32 {
    switch self {
    case .heldByAnotherRun: 75
    case .cannotWrite, .noSuchPlace, .notOurs: 73
    }
  }

  public var description: String {
    switch self {
    case .cannotWrite(let path, let call, let code):
      "\(path): \(call): \(SystemFailure(call, number: code).reason); nothing was published. \(Self.remedy(code))"
    case .noSuchPlace(let path, let reason):
      "\(path): \(reason)"
    case .notOurs(let path, let file):
      "\(path): holds '\(file)', which no report of ours lists; give --output an empty or a new directory, or move the file away"
    case .heldByAnotherRun(let path):
      "\(path): another run is writing this report; wait for it to end, or give --output another directory"
    }
  }

  private static func remedy(_ code: Int32) -> String {
    switch code {
    case ENOSPC, EDQUOT: "Make room on that disk, or give --output another one"
    case EFBIG: "A limit on file sizes is in force (ulimit -f); raise it"
    case EACCES, EPERM: "Ask for the right to write there, or give --output another directory"
    case EROFS: "That file system is read-only; give --output another directory"
    case ENOENT: "Create the folder it stands in first"
    default: "Give --output another directory, or look at the disk"
    }
  }
}
