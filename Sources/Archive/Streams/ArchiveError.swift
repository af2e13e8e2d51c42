import Platform

/// An input that was found but cannot be read to its end. The text names file, member, reason and what would fix it.
public struct ArchiveError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Kind: Sendable, Hashable {
    /// The bytes contradict themselves: a wrong checksum, a block that is none, something after the end.
    case damaged
    /// The file stops before its content does.
    case truncated
    /// It unpacks to more, or is packed in more layers, than the option allows.
    case beyondLimit(option: String)
    /// Whole, as far as it goes, but nothing that logs come in.
    case foreign
    /// The system refused to open or read it.
    case unreadable
    /// It was written to, or replaced by another file, since it was listed.
    case changed
    /// What was read of it could not be kept in scratch; no fault of the file.
    case scratch(ScratchError)
    /// A signal asked the run to stop; no fault of the file.
    case interrupted(signal: Int32)
  }

  public let kind: Kind
  /// The file's path as given; `-` is standard input.
  public let path: String
  /// The member inside an archive, or nil.
  public let member: String?
  /// What is wrong, such as `truncated gzip data`. Whether there is anything depends on the file alone, not on how
  /// it is read; which of several things is found first may depend on that, too.
  public let reason: String
  /// Decompressed bytes of the member that were given out before.
  public let bytesRead: Int64
  /// Whole rows among them, as far as the reader of rows has reported them.
  public private(set) var rowsRead: Int64 = 0

  init(_ failure: StreamFailure, path: String, member: String?, bytesRead: Int64) {
    self.path = path
    self.member = member
    self.bytesRead = bytesRead
    switch failure {
    case .damaged(let reason): (kind, self.reason) = (.damaged, reason)
    case .truncated(let reason): (kind, self.reason) = (.truncated, reason)
    case .beyondLimit(let reason, let option): (kind, self.reason) = (.beyondLimit(option: option), reason)
    case .foreign(let content): (kind, reason) = (.foreign, content.reason(for: member ?? path))
    case .unreadable(let failure): (kind, reason) = (.unreadable, failure.reason)
    case .changed: (kind, reason) = (.changed, "changed while it was read")
    case .scratch(let error): (kind, reason) = (.scratch(error), error.description)
    case .interrupted(let signal): (kind, reason) = (.interrupted(signal: signal), "interrupted")
    }
  }

  /// Whether the input itself is bad, independent of the reader and the time: a run may leave it out.
  public var isDamage: Bool {
    switch kind {
    case .damaged, .truncated, .beyondLimit: true
    case .foreign, .unreadable, .changed, .scratch, .interrupted: false
    }
  }

  /// Whether the message states how far the input was whole.
  public var saysHowFar: Bool {
    switch kind {
    case .damaged, .truncated: true
    case .beyondLimit, .foreign, .unreadable, .changed, .scratch, .interrupted: false
    }
  }

  /// The same of a member that gave so many whole rows before.
  public func after(rows: Int64) -> ArchiveError {
    var error = self
    if saysHowFar { error.rowsRead = rows }
    return error
  }

  /// The file, and the member in it, as messages name them.
  public var source: String { (path == "-" ? "standard input" : path) + (member.map { "!" + $0 } ?? "") }

  public var description: String { text(orElse: nil) }

  /// The whole message. If the input is damaged, it ends with `orElse`, another remedy.
  public func text(orElse remedy: String?) -> String {
    let end = remedy.map { ", or \($0)" } ?? ""
    let shared = "\(source): \(reason)\(howFar); nothing was written"
    return switch kind {
    case .damaged, .truncated: "\(shared). Fetch the file again" + end
    case .beyondLimit(let option):
      "\(source): \(reason), the most that \(option) allows; nothing was written. Raise \(option) if that is what it should hold"
        + end
    case .foreign: "\(source): \(reason)"
    case .unreadable: "\(source): cannot be read (\(reason)); nothing was written. Check the file's permissions and its disk"
    case .changed: "\(shared). Run again when nobody writes to it"
    case .scratch: reason
    case .interrupted: shared
    }
  }

  /// What was good before: in rows, or in bytes where there was no whole one.
  private var howFar: String {
    if rowsRead > 0 { return " after \(Self.grouped(rowsRead)) row\(rowsRead == 1 ? "" : "s")" }
    return bytesRead > 0 ? " after \(Self.grouped(bytesRead)) bytes" : ""
  }

  /// `12004112` as `12,004,112`.
  static func grouped(_ number: Int64) -> String {
    var text = ""
    for (digitIndex, digit) in String(number).reversed().enumerated() {
      if digitIndex > 0 && digitIndex % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }
}
