import Events
import Journeys
import Platform
import Synchronization
import Values

/// Rejected rows in input order; walked as often as one likes.
///
/// A walk ends early where scratch cannot be read back: ask `check` after it, before anything is made of the rows.
package struct RejectedRows: Sequence, Sendable {
  struct BlockRows: Sendable {
    var source: String
    var linesBefore: Int64
    var ownerless: Set<UInt32>
    var bytes: @Sendable () throws -> [UInt8]
  }

  /// The first error of any walk: a sequence has no way to throw.
  fileprivate final class Failure: Sendable {
    private let first = Mutex<(any Error)?>(nil)
    var error: (any Error)? { first.withLock { $0 } }
    func note(_ error: any Error) { first.withLock { $0 = $0 ?? error } }
  }

  let blocks: [BlockRows]
  private let failure = Failure()

  init(blocks: [BlockRows]) { self.blocks = blocks }

  package func makeIterator() -> Iterator { Iterator(blocks: blocks, failure: failure) }

  /// Throws what ended a walk early: rows are missing then.
  package func check() throws { if let error = failure.error { throw error } }

  package struct Iterator: IteratorProtocol {
    private let blocks: [BlockRows]
    private let failure: Failure
    private var block = 0
    private var bytes: [UInt8] = []
    private var offset = 0

    fileprivate init(blocks: [BlockRows], failure: Failure) {
      self.blocks = blocks
      self.failure = failure
    }

    package mutating func next() -> RejectedRow? {
      while offset >= bytes.count {
        guard block < blocks.count else { return nil }
        do { bytes = try blocks[block].bytes() } catch {
          failure.note(error)
          block = blocks.count
          return nil
        }
        offset = 0
        block += 1
      }
      let rows = blocks[block - 1]
      let row = PackedReject(reading: bytes, at: offset)
      offset = row.range.upperBound
      let line = rows.linesBefore + Int64(row.line) + 1
      if rows.ownerless.contains(row.line) {
        return RejectedRow(source: rows.source, line: line, reason: .missingIdentity, column: "", text: "")
      }
      return RejectedRow(
        source: rows.source, line: line, reason: row.reason, column: row.column?.name ?? "", text: row.text)
    }
  }
}
