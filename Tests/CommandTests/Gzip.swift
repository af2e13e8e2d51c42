import ProgramTesting

/// Gzip files, whole and damaged, made with the system's own gzip.
enum Gzip {
  /// `text` as one gzip member.
  static func member(_ text: String, in workdir: Workdir) throws -> [UInt8] {
    try workdir.write("plain", text)
    let run = try RunningProgram("/usr/bin/gzip", ["-n", "-k", "-f", "plain"], in: workdir.root).finish()
    guard run.status == 0 else { throw ProgramError(description: "gzip: \(run.standardError)") }
    return try workdir.bytes("plain.gz")
  }

  /// A log of `rows` touches and one won deal, about 50 bytes a row.
  static func log(rows: Int) -> String {
    var text = "time,event,user_id,channel,amount,currency\n"
    for row in 0..<rows {
      text += "2026-01-\(row % 9 + 10)T10:00:00Z,touch,u\(row &* 2_654_435_761 % 1_000_003),email,,\n"
    }
    return text + "2026-02-01T10:00:00Z,won,u0,,100,USD\n"
  }

  /// Each way to damage a good member, with the words of which the message must have one.
  static func damaged(_ good: [UInt8]) -> [Damage] {
    var flipped = good
    flipped[good.count / 2] ^= 0x10
    var wrongCRC = good
    wrongCRC[good.count - 8] ^= 0x01
    var wrongLength = good
    wrongLength[good.count - 4] ^= 0x01
    return [
      Damage(name: "truncated-in-half", bytes: Array(good[..<(good.count / 2)]), words: ["truncated", "ends early"]),
      Damage(name: "truncated-in-trailer", bytes: Array(good.dropLast(3)), words: ["truncated", "ends early"]),
      Damage(name: "truncated-in-header", bytes: Array(good[..<7]), words: ["truncated", "ends early"]),
      Damage(name: "flipped", bytes: flipped, words: ["damaged", "checksum", "CRC", "invalid", "length"]),
      Damage(name: "wrong-crc", bytes: wrongCRC, words: ["checksum", "CRC"]),
      Damage(name: "wrong-length", bytes: wrongLength, words: ["length", "checksum", "CRC"]),
      Damage(name: "second-member-truncated", bytes: good + good[..<(good.count - 20)], words: ["truncated", "ends early"]),
      Damage(name: "second-member-wrong-crc", bytes: good + wrongCRC, words: ["checksum", "CRC"]),
    ]
  }

  struct Damage {
    let name: String, bytes: [UInt8], words: [String]
  }
}
