import Platform

/// A worker's chunks: fixed pieces of memory, taken from slabs that the budget grants, given back after spilling.
///
/// Not shared between threads while it is filled. Owns the memory of every chunk until it is released.
@safe final class ChunkPool: @unchecked Sendable {
  static let cellsPerChunk = PartitionPolicy.chunkBytes / MemoryLayout<EventCell>.stride

  private let budget: MemoryBudget
  /// Chunks granted whatever the budget says: the open ones, without which a worker cannot work at all.
  private var freeOfCharge: Int
  private var slabs: [UnsafeMutableRawPointer] = unsafe []
  private var charged = 0
  private var free: [UnsafeMutablePointer<EventCell>] = unsafe []

  init(budget: MemoryBudget, openChunks: Int) {
    self.budget = budget
    freeOfCharge = openChunks
  }

  deinit {
    for unsafe slab in unsafe slabs { unsafe slab.deallocate() }
    budget.release(charged)
  }

  /// A chunk, or nil where the budget refuses: then some must be spilled and given back.
  func take() -> UnsafeMutablePointer<EventCell>? {
    if let chunk = unsafe free.popLast() { return unsafe chunk }
    let isFree = freeOfCharge > 0
    if budget.reserve(PartitionPolicy.slabBytes) {
      charged += PartitionPolicy.slabBytes
    } else if !isFree {
      return nil
    }
    let chunks = PartitionPolicy.slabBytes / PartitionPolicy.chunkBytes
    freeOfCharge -= chunks
    let slab = UnsafeMutableRawPointer.allocate(byteCount: PartitionPolicy.slabBytes, alignment: 4096)
    unsafe slabs.append(slab)
    for i in 0..<chunks {
      unsafe free.append((slab + i * PartitionPolicy.chunkBytes).assumingMemoryBound(to: EventCell.self))
    }
    return unsafe free.popLast()
  }

  func giveBack(_ chunk: UnsafeMutablePointer<EventCell>) { unsafe free.append(chunk) }
}

/// A filled piece of a partition in memory.
@safe struct Chunk: @unchecked Sendable {
  let cells: UnsafeMutablePointer<EventCell>
  var count: Int

  init(unsafeCells cells: UnsafeMutablePointer<EventCell>, count: Int) {
    unsafe self.cells = unsafe cells
    self.count = count
  }

  var buffer: UnsafeBufferPointer<EventCell> { unsafe UnsafeBufferPointer(start: cells, count: count) }
}
