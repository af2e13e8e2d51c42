import Platform

/// Which inputs get a reader thread of their own, and what memory that leaves for partitions.
///
/// A small input is read and parsed by one worker. A large one has a reader that runs ahead, so that all workers can parse
/// its blocks. Readers hold blocks, and what blocks take is not there for partitions.
struct ReadingPlan: Equatable {
  /// Input numbers, the largest input first.
  let large: [Int], small: [Int]
  /// Bytes of all inputs as they are stored; nil where one of them has no size, as a pipe.
  let totalBytes: Int64?
  /// Threads that read ahead.
  let readers: Int
  /// Blocks that go round between readers and workers.
  let blockCount: Int
  /// Memory for partitions while they are filled.
  let partitionBytes: Int

  /// - Parameters:
  ///   - sizes: by input number, the bytes of the file; nil for what is no regular file and may be of any size.
  ///   - leavingOut: input numbers that are not read.
  init(sizes: [Int64?], leavingOut: Set<Int>, policy: PipelinePolicy) {
    let wanted = sizes.indices.filter { !leavingOut.contains($0) }
    let known = wanted.reduce(Int64(0)) { $0 + (sizes[$1] ?? 0) }
    totalBytes = wanted.allSatisfy { sizes[$0] != nil } ? known : nil
    let share = known / Int64(PipelinePolicy.shareOfLargeInput * policy.threads)
    let bySize = wanted.sorted { (-(sizes[$0] ?? 0), $0) < (-(sizes[$1] ?? 0), $1) }
    let isLarge: (Int) -> Bool = { input in
      guard let size = sizes[input] else { return true }
      return size > share && size > policy.blockBytes
    }
    large = bySize.filter(isLarge)
    small = bySize.filter { !isLarge($0) }
    readers = min(large.count, policy.threads)
    blockCount = policy.blockCount(readers: readers)
    partitionBytes = policy.partitionBytes(readers: readers)
  }
}
