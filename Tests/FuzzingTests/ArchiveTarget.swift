import Archive

extension FuzzTarget {
  /// Any file ends in its members or in an error, the same ones however it is read, and never gives more bytes than it may
  /// unpack to.
  static let archive = FuzzTarget(name: "archive") { bytes in
    let file = try FuzzFile(bytes)
    guard let input = try InputList.expand([file.path]).first else { return "the file is not found" }
    let large = Unpacked(input, readBytes: 1 << 16, blockBytes: 1 << 16)
    if large.byteCount > max(mostBytes, bytes.count) { return "\(large.byteCount) bytes came out" }
    let small = Unpacked(input, readBytes: 61, blockBytes: 509)
    if !isAlike(large.error, small.error) {
      return "\(large.error?.description ?? "no error"), but in small reads \(small.error?.description ?? "none")"
    }
    if large.error == nil, large.members != small.members || large.digest != small.digest {
      return "other members in small reads: \(large.members.map(\.source)), \(small.members.map(\.source))"
    }
    return nil
  }

  /// Of a file that is damaged in more than one way, either may be found first: how much a damaged gzip gives before that, and
  /// what libarchive calls a zip, depend on the room there is.
  private static func isAlike(_ a: ArchiveError?, _ b: ArchiveError?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return a.isDamage && b.isDamage || a.kind == b.kind && a.reason == b.reason && a.member == b.member
  }

  fileprivate static let mostBytes = 1 << 20
}

/// What a file holds, or why it cannot be read.
private struct Unpacked {
  struct Content: Equatable {
    let source: String
    var bytes: [UInt8] = []
  }

  private(set) var members: [Content] = []
  private(set) var digest: String?
  private(set) var error: ArchiveError?
  var byteCount: Int { members.reduce(0) { $0 + $1.bytes.count } }

  init(_ input: InputFile, readBytes: Int, blockBytes: Int) {
    var policy = ArchivePolicy()
    policy.readBytes = readBytes
    policy.ratioFreeBytes = 1 << 18
    policy.maxRatio = 100
    policy.maxUnpackedBytes = Int64(FuzzTarget.mostBytes)
    var block = [UInt8](repeating: 0, count: blockBytes)
    do {
      var reader = try MemberReader(input, policy: policy)
      while let member = try reader.nextMember() {
        var content = Content(source: member.source)
        while true {
          var room = block.mutableSpan
          let count = try reader.read(into: &room)
          if count == 0 { break }
          content.bytes += block[..<count]
        }
        members.append(content)
      }
      digest = reader.digest
    } catch {
      self.error = error
    }
  }
}
