import Events
import Platform

/// The rows of a piece in order, whether it is in memory or in scratch: O(page) memory.
///
/// What is clever: a page ends anywhere, so a row may be read without its extras, or with a part of them. `RowAssembler` keeps
/// such a row until the rest comes. It knows how extras are packed only by `ExtrasInPlace.cellCount`, which must be right from
/// the first cell on (`PackedExtras` puts the parts into the first byte). `PartitionCells` reads the same cells where they are
/// all in memory, and must agree.
struct CellStream {
  private let piece: PartitionStore.Piece

  init(_ piece: PartitionStore.Piece) { self.piece = piece }

  /// Calls `body` with each row, its mark, and its extras.
  mutating func forEachRow(_ body: (RunMark, EventCell, EventExtras?) throws -> Void) throws {
    var reader = RowAssembler()
    switch piece {
    case .memory(let chunk, _): try unsafe reader.take(chunk.buffer, body)
    case .scratch(let segment):
      let page = UnsafeMutableRawBufferPointer.allocate(
        byteCount: PartitionPolicy.pageBytes, alignment: MemoryLayout<EventCell>.alignment)
      defer { unsafe page.deallocate() }
      try unsafe segment.forEachPage(into: { unsafe UnsafeMutableRawBufferPointer(rebasing: page[0..<$0]) }) {
        try unsafe reader.take($0, body)
      }
    }
  }
}

/// Puts rows together from cells that may be cut between a row and its extras.
private struct RowAssembler {
  private var mark = RunMark(source: 0, rowNumber: 0)
  private var waiting: EventCell?
  private var parts: [EventCell] = []

  mutating func take(
    _ cells: UnsafeBufferPointer<EventCell>, _ body: (RunMark, EventCell, EventExtras?) throws -> Void
  ) throws {
    for i in 0..<cells.count {
      let cell = unsafe cells[i]
      if let row = waiting {
        parts.append(cell)
        let (needed, extras) = unsafe parts.withUnsafeBufferPointer { p -> (Int, EventExtras?) in
          let here = unsafe ExtrasInPlace(unsafeAt: p.baseAddress!)
          return (here.cellCount, here.cellCount == p.count ? here.unpack() : nil)
        }
        if needed > parts.count { continue }
        waiting = nil
        parts.removeAll(keepingCapacity: true)
        try body(mark, row, extras)
      } else if cell.isMark {
        mark = cell.mark
      } else if cell.label & EventRow.hasExtras != 0 {
        waiting = cell
      } else {
        try body(mark, cell, nil)
      }
    }
  }
}
