import Archive
import Events
import Figures
import Tables

/// Reads the small tables of one file, member by member: spend or rates.
enum TableInput {
  /// - Parameters:
  ///   - blockBytes: bytes taken at once.
  ///   - make: gives a reader for a member of this name.
  ///   - each: is called after every block, to take what need not be kept.
  ///   - done: is called with each reader that has read its member.
  /// - Returns: each member as the summary lists it, and how its text was read.
  static func read<Reader: TableReader>(
    _ file: InputFile, _ archives: ArchivePolicy, blockBytes: Int, make: (_ source: String) -> Reader,
    each: (inout Reader) -> Void = { _ in }, done: (Reader, _ source: String) -> Void
  ) throws -> [(source: RunSummary.Source, form: TextForm)] {
    var members = try MemberReader(file, policy: archives)
    var block = [UInt8](repeating: 0, count: blockBytes)
    var found: [(name: String, form: TextForm)] = []
    while let member = try members.nextMember() {
      var reader = make(member.source)
      while true {
        var room = block.mutableSpan
        let count: Int
        do { count = try members.read(into: &room) } catch { throw error.after(rows: reader.wholeRows) }
        if count == 0 { break }
        try reader.read(block[0..<count])
        each(&reader)
      }
      try reader.finish()
      each(&reader)
      done(reader, member.source)
      found.append((member.source, reader.form))
    }
    return found.map { name, form in
      (RunSummary.Source(name: name, form, bytes: members.fileBytesRead, digest: members.digest), form)
    }
  }
}

extension RunSummary.Source {
  /// `bytes` as stored, and their `digest` in hexadecimal, as `MemberReader` gives them.
  init(name: String, _ form: TextForm, bytes: Int64, digest: String?) {
    self.init(
      name: name, format: form.format.name, encoding: form.encoding.name, bytes: bytes, digest: "xxh3-128:" + (digest ?? ""))
  }
}
