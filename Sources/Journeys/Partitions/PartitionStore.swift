import Events
import Platform
import Values

/// All rows of a run by partition, in memory and in scratch, as the writers left them.
public struct PartitionStore: Sendable {
  private let written: [WrittenPartitions]
  public let partitionCount: Int
  /// Key bits that placed rows here.
  let usedBits: Int

  /// The store of what every worker wrote, in the order of the workers.
  public init(_ written: [WrittenPartitions], policy: PartitionPolicy) {
    self.init(written, policy: policy, usedBits: policy.bits)
  }

  init(_ written: [WrittenPartitions], policy: PartitionPolicy, usedBits: Int) {
    self.written = written
    partitionCount = policy.partitionCount
    self.usedBits = usedBits
  }

  /// A stretch of a partition's cells as one worker wrote them: whole rows, under marks.
  enum Piece {
    case memory(Chunk, dictionary: Int)
    case scratch(Segment)

    var dictionary: Int {
      switch self {
      case .memory(_, let dictionary): dictionary
      case .scratch(let segment): segment.dictionary
      }
    }

    var cellCount: Int {
      switch self {
      case .memory(let chunk, _): chunk.count
      case .scratch(let segment): segment.cellCount
      }
    }
  }

  /// A partition's pieces: those of one worker follow each other in the order in which it wrote them.
  func pieces(of partition: Int) -> [Piece] {
    written.flatMap { worker in
      worker.segments.filter { $0.partition == partition }.map { Piece.scratch($0) }
        + worker.chunks[partition].map { Piece.memory($0, dictionary: worker.dictionary) }
    }
  }

  func cellCount(of partition: Int) -> Int { pieces(of: partition).reduce(0) { $0 + $1.cellCount } }

  /// Partitions by size, the largest first, for workers to take in turn. `others` has further rows of the same partitions.
  func partitionsBySize(besides others: PartitionStore? = nil) -> [Int] {
    let sizes = (0..<partitionCount).map { cellCount(of: $0) + (others?.cellCount(of: $0) ?? 0) }
    return (0..<partitionCount).filter { sizes[$0] > 0 }.sorted { sizes[$0] != sizes[$1] ? sizes[$0] > sizes[$1] : $0 < $1 }
  }

  /// What the rows take, with their marks, in memory and in scratch. O(chunks).
  public var byteCount: Int64 {
    let chunks = written.reduce(0) { $0 + $1.chunks.joined().reduce(0) { $0 + $1.count } }
    return spilledBytes + Int64(chunks * MemoryLayout<EventCell>.stride)
  }

  /// Bytes spilled to scratch.
  public var spilledBytes: Int64 {
    written.reduce(0) { sum, worker in sum + worker.segments.reduce(Int64(0)) { $0 + Int64($1.cellBytes) } }
  }

  /// Gives the rows' memory back to the system on threads of its own, one per writer; nothing of the store may be read
  /// afterwards. nil, and nothing given back before the store itself goes, where that is not worth a thread or none can be had.
  /// The thread throws nothing.
  ///
  /// The end of the process would do the same on one thread.
  public func releaseInBackground() -> BackgroundThread? {
    let pools = written.map(\.pool)
    guard pools.reduce(0, { $0 + $1.byteCount }) >= PartitionPolicy.leastReleasedBytes else { return nil }
    return try? BackgroundThread(name: "release") {
      do { try Workers.run(count: pools.count, name: "release") { pools[$0].release() } } catch {
        // No further thread can be had; nothing was begun.
        for pool in pools { pool.release() }
      }
    }
  }
}
