import Platform

/// How much disk a run needs. The estimate is made when memory is used up, from the part of the inputs that was read by then.
struct ScratchEstimate {
  /// Bytes of rows beyond those that stay in memory; nil where the inputs have no size, as a pipe.
  let bytes: Int64?

  /// `held` bytes of memory are full.
  init(held: Int, after progress: ProgressReading) {
    guard let total = progress.totalBytes, progress.bytes > 0 else {
      bytes = nil
      return
    }
    let all = Double(held) * Double(max(total, progress.bytes)) / Double(progress.bytes)
    // In the end memory is as likely full as just emptied.
    bytes = Int64(min(all, 1e18)) - Int64(held / 2)
  }

  /// Objects where the disk, or the run's own bound, clearly leaves too little room.
  func check(_ directory: String, limit: Int64?) throws(ScratchError) {
    guard let bytes else { return }
    let least = bytes / 100 * PipelinePolicy.surePercentOfScratch
    if let limit, limit < least { throw .limitTooLow(directory: directory, limit: limit, needed: bytes) }
    let free = try ScratchSpace.free(in: directory)
    if free < least { throw .tooSmall(directory: directory, free: free, needed: bytes) }
  }
}
