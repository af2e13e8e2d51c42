import Events
import Platform

/// Spreads the pieces of one partition over smaller partitions, keeping rows under their marks and in their order.
struct PieceSplitter {
  let policy: PartitionPolicy
  let budget: MemoryBudget
  let scratch: ScratchSource

  /// Writes the rows of pieces anew, read a page at a time, under the labels they have.
  ///
  /// - Parameter skipped: by piece, the rows to pass over.
  func split(
    _ pieces: [PartitionStore.Piece], without skipped: [RowBits], dictionary: Int, skippingBits: Int
  ) throws -> WrittenPartitions {
    var writer = PartitionWriter(
      worker: dictionary, dictionary: dictionary, policy: policy, budget: budget, scratch: scratch, skippingBits: skippingBits)
    for (piece, skipped) in zip(pieces, skipped) {
      var stream = CellStream(piece)
      var row = 0
      try stream.forEachRow { mark, cell, extras in
        if !skipped[row] { try writer.add(cell, extras, under: mark) }
        row += 1
      }
    }
    return try writer.finish()
  }
}
