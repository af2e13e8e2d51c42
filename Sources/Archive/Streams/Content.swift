/// What a stream of bytes holds, recognised by its first bytes and never by its name.
enum Content: Equatable {
  case plain, gzip, zstd, xz, bzip2, lz4, compress, lzip, zip, tar
  case foreign(ForeignContent)

  /// - Parameter prefix: the first 512 bytes, or all there are; 10,241 where all of them are zeros.
  init(prefix: [UInt8]) {
    func starts(_ magic: [UInt8], at offset: Int = 0) -> Bool {
      prefix.count >= offset + magic.count && prefix[offset..<offset + magic.count].elementsEqual(magic)
    }
    self =
      if let foreign = ForeignContent(prefix: prefix) {
        .foreign(foreign)
      } else if starts([0x1F, 0x8B]) {
        .gzip
      } else if starts([0x28, 0xB5, 0x2F, 0xFD]) || Self.isSkippedFrame(prefix) {
        .zstd
      } else if starts([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) {
        .xz
      } else if starts(Array("BZh".utf8)) && Self.isBzip2Block(prefix) {
        .bzip2
      } else if starts([0x04, 0x22, 0x4D, 0x18]) {
        .lz4
      } else if starts([0x1F, 0x9D]) {
        .compress
      } else if starts(Array("LZIP".utf8)) && prefix.count > 4 && prefix[4] <= 1 {
        .lzip
      } else if starts([0x50, 0x4B, 0x03, 0x04]) || starts([0x50, 0x4B, 0x05, 0x06]) {
        .zip
      } else if Self.isTarHeader(prefix) {
        .tar
      } else {
        .plain
      }
  }

  /// The name that messages use.
  var name: String { self == .plain ? "text" : "\(self)" }

  /// A skippable frame, which pzstd writes before its data.
  private static func isSkippedFrame(_ prefix: [UInt8]) -> Bool {
    prefix.count >= 4 && prefix[0] & 0xF0 == 0x50 && prefix[1...3].elementsEqual([0x2A, 0x4D, 0x18])
  }

  /// After `BZh` and a level: a block's or the end's six bytes of magic (digits of π and of its root). A text may begin
  /// with `BZh` too, and a damaged file have a wrong bit here: so half of the six decide.
  private static func isBzip2Block(_ prefix: [UInt8]) -> Bool {
    guard prefix.count >= 4, (0x31...0x39).contains(prefix[3]) else { return false }
    func agrees(_ magic: [UInt8]) -> Bool {
      let found = prefix[4...].prefix(6)
      return 2 * Swift.zip(found, magic).count(where: { $0 == $1 }) >= found.count
    }
    return agrees([0x31, 0x41, 0x59, 0x26, 0x53, 0x59]) || agrees([0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
  }

  /// A header that names the format, even with a wrong checksum; or, before 1988, one whose checksum, six octal digits at 148, is
  /// the sum of its bytes with the checksum field read as spaces; or the zeros that end an archive, if those are all there is.
  private static func isTarHeader(_ prefix: [UInt8]) -> Bool {
    if isZeros(prefix) { return ArchivePolicy.emptyTarBytes.contains(prefix.count) && prefix.count % 512 == 0 }
    guard prefix.count == 512 else { return false }
    if prefix[257..<262].elementsEqual("ustar".utf8) { return true }
    var stated = 0
    for byte in prefix[148..<156].drop(while: { $0 == 0x20 }).prefix(while: { (0x30...0x37).contains($0) }) {
      stated = stated << 3 | Int(byte - 0x30)
    }
    var sum = 8 * 0x20
    for (offset, byte) in prefix.enumerated() where !(148..<156).contains(offset) { sum += Int(byte) }
    return sum == stated && prefix[0] != 0
  }

  /// Whether more bytes are needed to tell what it is.
  static func isZeros(_ prefix: [UInt8]) -> Bool { prefix.count >= 512 && prefix.allSatisfy { $0 == 0 } }
}
