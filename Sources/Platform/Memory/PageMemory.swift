import Glibc

/// Memory straight from the system, in whole pages that go back to it at once when nobody holds them.
///
/// The allocator keeps pieces of a mebibyte in its own heaps after the first that was freed, and gives them back only where
/// nothing stands behind them.
@safe public final class PageMemory: @unchecked Sendable {
  public let bytes: UnsafeMutableRawBufferPointer

  /// Zeroed memory, of which a page is taken when it is first written to.
  ///
  /// - Throws: `SystemFailure` where the system has none left.
  public init(byteCount: Int) throws(SystemFailure) {
    let start = unsafe mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let start = unsafe start, unsafe start != MAP_FAILED else { throw SystemFailure("mmap") }
    unsafe bytes = UnsafeMutableRawBufferPointer(start: start, count: byteCount)
  }

  deinit {
    // The pages first, for threads do that side by side: to unmap them they wait for one another.
    unsafe madvise(bytes.baseAddress, bytes.count, MADV_DONTNEED)
    unsafe munmap(bytes.baseAddress, bytes.count)
  }
}
