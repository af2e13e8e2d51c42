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
    var rows: Rows
    enum Rows: Sendable {
      case memory([UInt8])
      case scratch(ScratchFile, offset: Int64, bytes: Int)
    }
  }

  private struct State {
    var entries: [Entry] = []
    var bytesInMemory = 0
    var file: ScratchFile?
    /// By source and block: lines of rows that are rejected for their missing identity after all.
    var ownerless: [SourceBlock: Set<UInt32>] = [:]
  }

  private struct SourceBlock: Hashable {
    var source: UInt32
    var block: UInt32
  }

  private let state = Mutex(State())
  private let scratch: ScratchSource

  init(scratch: ScratchSource) { self.scratch = scratch }

  func add(_ rejects: [BlockReject], source: UInt32, block: UInt32) throws {
    if rejects.isEmpty { return }
    var bytes: [UInt8] = []
    for reject in rejects { PackedReject.write(reject, to: &bytes) }
    try state.withLock { state in
      var rows = Entry.Rows.memory(bytes)
      if state.bytesInMemory + bytes.count > PipelinePolicy.rejectBytesInMemory {
        let file = try state.file ?? scratch.newFile()
        state.file = file
        let offset = try file.append(bytes)
        rows = .scratch(file, offset: offset, bytes: bytes.count)
      } else {
        state.bytesInMemory += bytes.count
      }
      state.entries.append(Entry(source: source, block: block, rows: rows))
    }
  }

  /// Lists rows for their missing identity, whatever they were rejected for.
  func rename(_ rows: [ProvisionalReject]) {
    state.withLock { state in
      for row in rows { state.ownerless[SourceBlock(source: row.source, block: row.block), default: []].insert(row.line) }
    }
  }

  /// Forgets everything: the inputs are read again.
  func clear() { state.withLock { $0 = State() } }

  /// The rows in input order. `sources` have every block's lines.
  func rows(of sources: [SourceRegistry.Source], ranks: [UInt32]) -> RejectedRows {
    let ownerless = state.withLock { $0.ownerless }
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
      let parts = entries[start..<end].map(\.rows)
      blocks.append(
        RejectedRows.BlockRows(
          source: sources[Int(first.source)].name, linesBefore: linesBefore[Int(first.source)][Int(first.block)],
          ownerless: ownerless[SourceBlock(source: first.source, block: first.block)] ?? []
        ) {
          let bytes = try parts.flatMap { try Self.bytes(of: $0) }
          // A block's rows that were rejected later stand among the others by their lines.
          return parts.count == 1 ? bytes : PackedReject.sortedByLine(bytes)
        })
      start = end
    }
    return RejectedRows(blocks: blocks)
  }

  private static func bytes(of rows: Entry.Rows) throws -> [UInt8] {
    switch rows {
    case .memory(let bytes): return bytes
    case .scratch(let file, let offset, let count): return try file.elements(at: offset, count: count)
    }
  }
}
