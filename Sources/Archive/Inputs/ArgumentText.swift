/// Texts that encode names of any bytes, for code that passes a path as a text. UTF-8 is kept as it is. Each other byte becomes a
/// private character that no name has: U+10FF80 for 0x80, and so on.
public enum ArgumentText {
  private static let firstStandIn: UInt32 = 0x10_FF00
  private static let standIns: ClosedRange<UInt32> = firstStandIn + 0x80...firstStandIn + 0xFF

  /// The text of any bytes. A path made of it has these very bytes again.
  public static func text(of bytes: [UInt8]) -> String {
    var scalars = String.UnicodeScalarView()
    var rest = bytes[...]
    while let first = rest.first {
      let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      let character = String(validating: rest.prefix(length), as: UTF8.self)?.unicodeScalars
      if let character, character.count == 1, let scalar = character.first, !standIns.contains(scalar.value) {
        scalars.append(scalar)
        rest.removeFirst(length)
      } else {
        // A stand-in that the name itself contains is encoded byte by byte, or it would be decoded as another byte.
        if let standIn = Unicode.Scalar(firstStandIn + UInt32(first)) { scalars.append(standIn) }
        rest.removeFirst()
      }
    }
    return String(scalars)
  }

  /// The bytes that a text encodes.
  static func bytes(of text: String) -> [UInt8] {
    guard isOnlyAName(text) else { return Array(text.utf8) }
    return text.unicodeScalars.flatMap { scalar in
      standIns.contains(scalar.value) ? [UInt8(truncatingIfNeeded: scalar.value)] : Array(String(scalar).utf8)
    }
  }

  /// Whether some byte was no UTF-8: such a text can only be a file's name.
  public static func isOnlyAName(_ text: String) -> Bool { text.unicodeScalars.contains { standIns.contains($0.value) } }
}
