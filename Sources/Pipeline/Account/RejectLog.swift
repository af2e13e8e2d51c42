import Events
import Journeys
import Platform
import Synchronization
import Values

/// Rejected rows of a whole run, kept in scratch when they are many, and given back in input order with their lines.
///
/// A row's line is known only when every block before its own has been counted, so it is made when it is asked for.
final class RejectLog: Sendable {
  /// Rows of one block, encoded.
  private struct Entry: Sendable {
    var source: UInt32
    var block: UInt32
    var place: Place
    enum Place: Sendable {
      case memory([UInt8])
      case scratch(ScratchFile, offset: Int64, bytes: Int)
    }
  }

  private struct State {
    var entries: [Entry] = []
    var bytesInMemory = 0
    var file: ScratchFile?
    /// By source and block: lines of rows that are rejected for their missing identity after all.
    var nameless: [BlockPlace: Set<UInt32>] = [:]
  }

  private struct BlockPlace: Hashable {
    var source: UInt32
    var block: UInt32
  }

  /// Rejected rows kept in memory before they go to scratch: a run with few rejects touches no disk.
  private static let mostBytesInMemory = 4 << 20

  private let state = Mutex(State())
  private let scratch: ScratchSource

  init(scratch: ScratchSource) { self.scratch = scratch }

  func add(_ rejects: [BlockReject], source: UInt32, block: UInt32) throws {
    if rejects.isEmpty { return }
    var bytes: [UInt8] = []
    for reject in rejects { Self.encode(reject, to: &bytes) }
    try state.withLock { state in
      var place = Entry.Place.memory(bytes)
      if state.bytesInMemory + bytes.count > Self.mostBytesInMemory {
        let file = try state.file ?? scratch.newFile()
        state.file = file
        let offset = try file.append(bytes)
        place = .scratch(file, offset: offset, bytes: bytes.count)
      } else {
        state.bytesInMemory += bytes.count
      }
      state.entries.append(Entry(source: source, block: block, place: place))
    }
  }

  /// Lists rows for their missing identity, whatever they were rejected for.
  func rename(_ rows: [NamelessReject]) {
    state.withLock { state in
      for row in rows { state.nameless[BlockPlace(source: row.source, block: row.block), default: []].insert(row.line) }
    }
  }

  /// Forgets everything: the inputs are read again.
  func clear() { state.withLock { $0 = State() } }

  /// The rows in input order. `sources` have every block's lines.
  func rows(of sources: [SourceRegistry.Source], ranks: [UInt32]) -> RejectedRows {
    let nameless = state.withLock { $0.nameless }
    let entries = state.withLock { $0.entries }.sorted { a, b in
      a.source != b.source ? ranks[Int(a.source)] < ranks[Int(b.source)] : a.block < b.block
    }
    let linesBefore = sources.map { source in
      source.blockLines.reduce(into: [Int64(source.headerLines)]) { $0.append($0[$0.count - 1] + Int64($1)) }
    }
    var blocks: [RejectedRows.BlockRows] = []
    var start = 0
    while start < entries.count {
      let first = entries[start]
      let end = entries[start...].firstIndex { $0.source != first.source || $0.block != first.block } ?? entries.count
      let places = entries[start..<end].map(\.place)
      blocks.append(
        RejectedRows.BlockRows(
          source: sources[Int(first.source)].name, linesBefore: linesBefore[Int(first.source)][Int(first.block)],
          nameless: nameless[BlockPlace(source: first.source, block: first.block)] ?? []
        ) {
          let bytes = try places.flatMap { try Self.bytes(of: $0) }
          // A block's rows that were rejected later stand among the others by their lines.
          return places.count == 1 ? bytes : Self.inLineOrder(bytes)
        })
      start = end
    }
    return RejectedRows(blocks: blocks)
  }

  private static func inLineOrder(_ bytes: [UInt8]) -> [UInt8] {
    var rows: [ArraySlice<UInt8>] = []
    var at = 0
    while at < bytes.count {
      let end = at + 7 + Int(bytes[at + 6])
      rows.append(bytes[at..<end])
      at = end
    }
    func line(_ row: ArraySlice<UInt8>) -> Int {
      (0..<4).reduce(0) { $0 | Int(row[row.startIndex + $1]) << (8 * $1) }
    }
    return Array(rows.sorted { line($0) < line($1) }.joined())
  }

  private static func bytes(of place: Entry.Place) throws -> [UInt8] {
    switch place {
    case .memory(let bytes): return bytes
    case .scratch(let file, let offset, let count): return try file.elements(at: offset, count: count)
    }
  }

  /// Line (4 bytes), reason, column + 1, length of the text, the text.
  private static func encode(_ reject: BlockReject, to bytes: inout [UInt8]) {
    let text = Array(reject.text.utf8.prefix(255))
    for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: reject.line >> shift)) }
    bytes += [reject.reason.rawValue, UInt8((reject.column?.rawValue ?? -1) + 1), UInt8(text.count)]
    bytes += text
  }
}
