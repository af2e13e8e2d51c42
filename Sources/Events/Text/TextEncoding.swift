/// How a text's characters are written as bytes.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16LE = "utf-16le"
  case utf16BE = "utf-16be"
  /// Korean Windows; what is called EUC-KR is part of it.
  case cp949
  /// Western Windows (windows-1252), which encodes every character of ISO-8859-1 alike.
  case latin1

  /// The name that `--encoding` takes.
  public var name: String { rawValue }

  /// The encoding of a usual name, in capitals or not. UTF-16 without an order is little-endian, as everywhere.
  public init?(named name: String) {
    let plain = name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
    switch plain {
    case "utf8": self = .utf8
    case "utf16", "utf16le": self = .utf16LE
    case "utf16be": self = .utf16BE
    case "cp949", "uhc", "ms949", "windows949", "euckr", "ksc56011987": self = .cp949
    case "latin1", "iso88591", "cp1252", "windows1252": self = .latin1
    default: return nil
    }
  }

  /// The encoding of a byte-order mark at a text's start, and the mark's length.
  static func mark(_ start: Span<UInt8>) -> (encoding: TextEncoding, byteCount: Int)? {
    if start.count >= 3, start[0] == 0xEF, start[1] == 0xBB, start[2] == 0xBF { return (.utf8, 3) }
    if start.count >= 2, start[0] == 0xFF, start[1] == 0xFE { return (.utf16LE, 2) }
    if start.count >= 2, start[0] == 0xFE, start[1] == 0xFF { return (.utf16BE, 2) }
    return nil
  }
}
