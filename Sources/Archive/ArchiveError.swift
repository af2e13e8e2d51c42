import Platform

/// An input that was found but cannot be read to its end. The text names file, member, reason and what would fix it.
public struct ArchiveError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Kind: Sendable, Hashable {
    /// The bytes contradict themselves: a wrong checksum, a block that is none, something after the end.
    case damaged
    /// The file stops before its content does.
    case truncated
    /// The system refused to open or read it.
    case unreadable
    /// It was written to, or another file took its place, since it was listed.
    case changed
    /// A signal asked the run to stop; no fault of the file.
    case interrupted(signal: Int32)
  }

  public let kind: Kind
  /// The file's path as given; `-` is standard input.
  public let path: String
  /// The member inside an archive, or nil.
  public let member: String?
  /// What is wrong, such as `truncated gzip data`.
  public let reason: String
  /// Decompressed bytes of the member that were given out before.
  public let bytesRead: Int64

  init(_ failure: StreamFailure, path: String, member: String?, bytesRead: Int64) {
    self.path = path
    self.member = member
    self.bytesRead = bytesRead
    switch failure {
    case .damaged(let reason): (kind, self.reason) = (.damaged, reason)
    case .truncated(let reason): (kind, self.reason) = (.truncated, reason)
    case .unreadable(let failure): (kind, reason) = (.unreadable, failure.reason)
    case .changed: (kind, reason) = (.changed, "changed while it was read")
    case .interrupted(let signal): (kind, reason) = (.interrupted(signal: signal), "interrupted")
    }
  }

  public var description: String {
    let source = (path == "-" ? "standard input" : path) + (member.map { "!" + $0 } ?? "")
    let place = "\(source): \(reason) after \(Self.grouped(bytesRead)) bytes; nothing was written"
    return switch kind {
    case .damaged, .truncated: "\(place). Fetch the file again"
    case .unreadable: "\(source): cannot be read (\(reason)); nothing was written. Check the file's permissions and its disk"
    case .changed: "\(place). Run again when nobody writes to it"
    case .interrupted: place
    }
  }

  /// `12004112` as `12,004,112`.
  static func grouped(_ number: Int64) -> String {
    var text = ""
    for (place, digit) in String(number).reversed().enumerated() {
      if place > 0 && place % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }
}
