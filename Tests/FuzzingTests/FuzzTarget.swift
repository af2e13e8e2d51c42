/// One reader of what strangers write, and what it promises of any bytes: that it comes back at all, and more.
///
/// `scripts/fuzz` looks for bytes that break a promise; the test run replays the seeds and everything found so far.
struct FuzzTarget: Sendable {
  /// What `scripts/fuzz` calls it, and the folder of its files.
  let name: String
  /// The promise that these bytes break, or nil.
  let broken: @Sendable (_ bytes: [UInt8]) throws -> String?

  static let all: [FuzzTarget] = [.csv, .json, .time, .amount, .encoding, .segment, .archive]
}

/// Takes a case apart: a few bytes that choose, then what is read.
struct FuzzChoices {
  private var left: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { left = bytes[...] }

  /// The next byte; 0 where none is left.
  mutating func byte() -> Int { Int(left.popFirst() ?? 0) }

  /// Everything not yet taken.
  var rest: [UInt8] { Array(left) }
}
