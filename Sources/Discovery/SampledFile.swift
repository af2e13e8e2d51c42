import Pipeline
import Archive
import Events

/// A file, and as much of its text as there was room for.
struct SampledFile: Sendable {
  let path: String
  var encoding = TextEncoding.utf8
  var isEncodingGuessed = false
  /// All of it was looked at.
  var isWhole = true
  /// What stands in it: members of an archive that are laid out alike; nil for an empty file.
  private(set) var texts: [SampledText] = []
  /// Why it cannot be read; nil where it can.
  private(set) var refusal: String?

  /// Of text over all files, beyond `leastBytes` of each: some half a million rows, more than names and forms need.
  static let mostBytes = 64 << 20
  /// Of each member.
  static let leastBytes = 1 << 20

  /// Looks at a file's members, `budget` bytes of text in all, or `leastBytes` of each.
  ///
  /// - Throws: `ArchiveError` for what is no fault of the file's content: it changed, or the system refused it.
  init(_ input: InputFile, budget: inout Int) throws {
    path = input.path
    do {
      try read(input, &budget)
    } catch let error as ArchiveError where error.isDamage || error.kind == .foreign {
      refusal = error.isDamage ? "\(error.reason); fetch it again" : error.reason
    } catch let error as NotUnderstood {
      refusal = error.reason
    }
  }

  private mutating func read(_ input: InputFile, _ budget: inout Int) throws {
    var members = try MemberText(input, named: nil, archives: ArchivePolicy(), spool: nil)
    while let member = try members.nextMember() {
      let room = max(Self.leastBytes, budget)
      let (beginning, isAll) = try members.beginning(room)
      let text = beginning.prefix(room)
      isWhole = isWhole && isAll && text.count == beginning.count
      budget = max(0, budget - text.count)
      let sample = try SampledText(text, isWhole: isAll && text.count == beginning.count)
      if !sample.isEmpty {
        texts.append(sample)
        // An ASCII member says nothing of the others' encoding.
        if members.encoding != .utf8 || texts.count == 1 { encoding = members.encoding }
        isEncodingGuessed = isEncodingGuessed || members.isEncodingGuessed
      }
      // What is no archive has one member; its rest need not be unpacked.
      if member.name == nil { return }
    }
  }
}

/// Files in groups of one layout, and those that nothing can be made of.
struct SampledFiles: Sendable {
  private(set) var groups: [FileGroup] = []
  private(set) var refused: [(path: String, reason: String)] = []
  /// Files without a header or a row: they fit anywhere.
  private(set) var empty: [String] = []
  private(set) var isWhole = true
  private(set) var fileCount = 0

  /// Looks at all files, in input order.
  init(_ files: [InputFile]) throws {
    fileCount = files.count
    var left = SampledFile.mostBytes
    for (place, file) in files.enumerated() {
      // What a small file leaves, the others may use.
      let share = left / (files.count - place)
      var budget = share
      add(try SampledFile(file, budget: &budget))
      left = max(0, left - (share - budget))
    }
  }

  private mutating func add(_ file: SampledFile) {
    isWhole = isWhole && file.isWhole
    if let reason = file.refusal { return refused.append((file.path, reason)) }
    guard let first = file.texts.first else { return empty.append(file.path) }
    var whole = FileGroup(file, first)
    guard file.texts.dropFirst().allSatisfy({ whole.isLaidOut(as: $0) }) else {
      return refused.append((file.path, "its members differ in their columns, and a file is read in one way; unpack it"))
    }
    let place = groups.firstIndex { $0.isLaidOut(as: first) }
    if let place { groups[place].add(file, first) }
    for text in file.texts.dropFirst() {
      if let place { groups[place].addMember(of: file, text) } else { whole.addMember(of: file, text) }
    }
    if place == nil { groups.append(whole) }
  }
}
