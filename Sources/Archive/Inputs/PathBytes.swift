import Glibc
import Platform

/// A path as the system knows it: bytes, in any encoding or none. Ordered by them.
struct PathBytes: Hashable, Comparable {
  /// Without a closing zero.
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }
  init(_ text: String) { bytes = ArgumentText.bytes(of: text) }

  /// For people: what is no UTF-8 is replaced.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  var isAbsolute: Bool { bytes.first == slash }

  /// The parts between slashes that lead somewhere: neither empty ones nor `.`.
  var parts: [[UInt8]] {
    bytes.split(separator: slash).filter { !$0.elementsEqual([dot]) }.map { Array($0) }
  }

  /// What means standard input. A file that is really called so is `./-`, however it was named.
  static let standardInput = PathBytes("-")

  /// Without doubled slashes, `.` parts and a slash at the end; `..` stays, because the name before it may be a link.
  var normalised: PathBytes {
    if self == Self.standardInput { return self }
    let joined = Array(parts.joined(separator: [slash]))
    if isAbsolute { return PathBytes([slash] + joined) }
    return joined.isEmpty ? PathBytes([dot]) : PathBytes([dot]).appending(joined)
  }

  /// The path of an entry of this directory, normalised if this one is.
  func appending(_ name: [UInt8]) -> PathBytes {
    if bytes == [dot], name != Self.standardInput.bytes { return PathBytes(name) }
    return PathBytes(bytes.last == slash ? bytes + name : bytes + [slash] + name)
  }

  static func < (a: PathBytes, b: PathBytes) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }

  /// A descriptor for reading, or -1 with `errno` set. A pipe opens at once, before anyone writes to it: waiting is for
  /// `poll`, between looks for Ctrl-C.
  ///
  /// The corresponding C function is `open`.
  func open() -> Int32 {
    systemPath.open(O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
  }

  /// Whether this is a directory itself, not a link to one. The corresponding C function is `lstat`.
  var isRealDirectory: Bool {
    systemPath.ownStatus()?.kind == .directory
  }

  /// The names in this directory in byte order, those that begin with a dot only if asked for; nil with `errno` set on
  /// failure.
  ///
  /// The corresponding C functions are `opendir` and `readdir`.
  func names(hidden: Bool = false) -> [[UInt8]]? {
    do {
      return try systemPath.entries().filter { $0.first != dot || (hidden && $0 != [dot] && $0 != [dot, dot]) }
        .sorted { $0.lexicographicallyPrecedes($1) }
    } catch {
      errno = error.number
      return nil
    }
  }

  /// The same path, for calls of the system.
  var systemPath: SystemPath { SystemPath(bytes) }

  /// The file, links followed; nil with `errno` set on failure.
  var status: FileStatus? { systemPath.status() }
}

let slash = UInt8(ascii: "/")
let dot = UInt8(ascii: ".")
