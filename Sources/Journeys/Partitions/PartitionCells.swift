import Events
import Platform
import Values

/// A partition's cells in memory while it is settled: chunks where they are, segments read back.
@safe final class PartitionCells {
  struct Run {
    var mark: RunMark
    /// Which piece, and the cells of the run in it, without its mark.
    var piece: Int
    var cells: Range<Int>
    /// Rows of the piece before the run's.
    var firstRow: Int
  }

  private var pieces: [(cells: UnsafeBufferPointer<EventCell>, dictionary: Int)] = unsafe []
  /// By piece, as far as they go: rows to pass over.
  private let skipped: [RowBits]
  private var owned: [UnsafeMutableRawBufferPointer] = unsafe []

  /// Reads the segments among the pieces; keeps the chunks' memory alive no longer than their store does.
  init(_ pieces: [PartitionStore.Piece], without skipped: [RowBits] = []) throws {
    self.skipped = skipped
    for piece in pieces {
      switch piece {
      case .memory(let chunk, let dictionary): unsafe self.pieces.append((chunk.buffer, dictionary))
      case .scratch(let segment): try read(segment)
      }
    }
  }

  deinit { unsafe owned.forEach { unsafe $0.deallocate() } }

  private func read(_ segment: Segment) throws {
    let whole = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(segment.cellBytes, 1), alignment: MemoryLayout<EventCell>.alignment)
    unsafe owned.append(whole)
    var at = 0
    try unsafe segment.forEachPage(into: { count in
      defer { at += count }
      return unsafe UnsafeMutableRawBufferPointer(rebasing: whole[at..<(at + count)])
    }) { _ in }
    let cells = unsafe UnsafeRawBufferPointer(whole).bindMemory(to: EventCell.self)
    unsafe pieces.append((UnsafeBufferPointer(rebasing: cells[0..<segment.cellCount]), segment.dictionary))
  }

  func dictionary(ofPiece piece: Int) -> Int { unsafe pieces[piece].dictionary }

  /// Finds the runs, telling `visit` of every row on the way: its cell, its extras if it has any, its dictionary.
  func runs(
    _ visit: (EventCell, ExtrasInPlace?, _ dictionary: Int) -> Void
  ) -> [Run] {
    var runs: [Run] = []
    for p in unsafe pieces.indices {
      let (cells, dictionary) = unsafe pieces[p]
      let skipped = self.skipped(ofPiece: p)
      var i = 0
      var row = 0
      while i < cells.count {
        let cell = unsafe cells[i]
        if cell.isMark {
          if let last = runs.indices.last, runs[last].piece == p { runs[last].cells = runs[last].cells.lowerBound..<i }
          runs.append(Run(mark: cell.mark, piece: p, cells: (i + 1)..<cells.count, firstRow: row))
          i += 1
          continue
        }
        if cell.label & EventRow.hasExtras != 0 {
          let extras = unsafe ExtrasInPlace(unsafeAt: cells.baseAddress! + i + 1)
          if !skipped[row] { visit(cell, extras, dictionary) }
          i += 1 + extras.cellCount
        } else {
          if !skipped[row] { visit(cell, nil, dictionary) }
          i += 1
        }
        row += 1
      }
    }
    return runs
  }

  private func skipped(ofPiece piece: Int) -> RowBits { piece < skipped.count ? skipped[piece] : RowBits() }

  /// Calls `body` with each row of a run in order, and its extras if it has any.
  @inline(__always)
  func forEachRow(of run: Run, _ body: (EventCell, ExtrasInPlace?) -> Void) {
    let cells = unsafe pieces[run.piece].cells
    let skipped = self.skipped(ofPiece: run.piece)
    var row = run.firstRow
    var i = run.cells.lowerBound
    while i < run.cells.upperBound {
      let cell = unsafe cells[i]
      if cell.label & EventRow.hasExtras != 0 {
        let extras = unsafe ExtrasInPlace(unsafeAt: cells.baseAddress! + i + 1)
        if !skipped[row] { body(cell, extras) }
        i += 1 + extras.cellCount
      } else {
        if !skipped[row] { body(cell, nil) }
        i += 1
      }
      row += 1
    }
  }
}
