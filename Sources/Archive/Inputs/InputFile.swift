import Platform

/// A file to read, found and not yet opened. `InputList` makes it.
public struct InputFile: Sendable, Hashable {
  /// The path as given, without doubled slashes and `.` parts; `-` is standard input. Bytes that are no UTF-8 are
  /// replaced, so it is for messages and reports only. The file is opened by `location`.
  public let path: String
  /// The index of the list that names it, if several were given.
  public let list: Int
  let location: PathBytes
  let status: FileStatus

  init(location: PathBytes, status: FileStatus, list: Int = 0) {
    path = location.text
    self.location = location
    self.list = list
    self.status = status
  }

  public var isStandardInput: Bool { location == .standardInput }

  /// Whether its size is known and it can be read again: no pipe and no device.
  public var isRegular: Bool { status.kind == .regular }

  /// Whether its bytes are gone once they are read: what may be needed twice has to be kept in an `InputSpool`.
  public var isReadOnce: Bool { !isRegular || isStandardInput }

  /// Its size in bytes; 0 where it is not known, as for a pipe.
  public var byteCount: Int64 { status.byteCount }

  /// Tells whether two names mean one file.
  public var identity: FileIdentity { status.identity }

  /// When its content last changed, in nanoseconds since 1970.
  public var modified: Int64 { status.modified }

  /// When its content, name or rights last changed, in nanoseconds since 1970. Unlike `modified`, no tool can set it.
  public var changed: Int64 { status.changed }
}
