import Glibc

/// The characters of CP949 (Unified Hangul Code), as the system's iconv knows them.
enum CP949 {
  private static let leads = 0x81...0xFE, trails = 0x41...0xFE

  /// Whether two bytes have the form of a character.
  static func isPair(_ lead: UInt8, _ trail: UInt8) -> Bool {
    (0x81...0xFE).contains(lead)
      && ((0x41...0x5A).contains(trail) || (0x61...0x7A).contains(trail) || (0x81...0xFE).contains(trail))
  }

  /// The character of a pair, always in the basic plane; 0 if the pair has none.
  static func letter(_ lead: UInt8, _ trail: UInt8) -> UInt16 {
    guard isPair(lead, trail), !characters.isEmpty else { return 0 }
    return characters[(Int(lead) - leads.lowerBound) * trails.count + Int(trail) - trails.lowerBound]
  }

  /// By lead, then by trail. Empty where the system's iconv does not know CP949: then every character is bad encoding. Built
  /// once, in about 2 ms.
  private static let characters: [UInt16] = {
    let descriptor = unsafe iconv_open("UTF-16LE", "CP949")
    // The corresponding C function gives (iconv_t)-1 where it has no such converter.
    guard Int(bitPattern: descriptor) != -1 else { return [] }
    defer { unsafe iconv_close(descriptor) }
    var characters = [UInt16](repeating: 0, count: leads.count * trails.count)
    for lead in leads {
      for trail in trails where isPair(UInt8(lead), UInt8(trail)) {
        let index = (lead - leads.lowerBound) * trails.count + trail - trails.lowerBound
        var pair = (CChar(bitPattern: UInt8(lead)), CChar(bitPattern: UInt8(trail)))
        var unit: UInt16 = 0
        let failed = unsafe withUnsafeMutableBytes(of: &pair) { input in
          unsafe withUnsafeMutableBytes(of: &unit) { output in
            var from = unsafe input.baseAddress?.assumingMemoryBound(to: CChar.self)
            var to = unsafe output.baseAddress?.assumingMemoryBound(to: CChar.self)
            var (fromCount, toCount) = (2, 2)
            return unsafe iconv(descriptor, &from, &fromCount, &to, &toCount) != 0 || fromCount + toCount > 0
          }
        }
        if failed { unsafe iconv(descriptor, nil, nil, nil, nil) } else { characters[index] = UInt16(littleEndian: unit) }
      }
    }
    return characters
  }()
}
